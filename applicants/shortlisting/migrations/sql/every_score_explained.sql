-- Points lie on the scale of their vacancy, and have their reason where one is needed: below met (a criterion's own
-- minimum counts before the vacancy's), and everywhere at an employer that explains every score. The scale of a
-- published vacancy is frozen, so what is on it stays on it.
CREATE OR REPLACE FUNCTION shortlisting_hold_to_the_scale() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lowest integer;
    highest integer;
    met integer;
    explained boolean;
BEGIN
    SELECT vacancy.score_lowest, vacancy.score_lowest + cardinality(vacancy.score_labels) - 1,
           coalesce(criterion.minimum, vacancy.met_from), employer.explains_every_score
      INTO lowest, highest, met, explained
      FROM vacancies_criterion criterion
      JOIN vacancies_vacancy vacancy ON vacancy.id = criterion.vacancy_id
      JOIN accounts_employer employer ON employer.id = vacancy.employer_id
     WHERE criterion.id = NEW.criterion_id;
    IF NEW.points NOT BETWEEN lowest AND highest THEN
        RAISE EXCEPTION '% points are not on the scale of % to %.', NEW.points, lowest, highest
            USING ERRCODE = 'SC008';
    END IF;
    IF NEW.note = '' AND (explained OR NEW.points < met) THEN
        RAISE EXCEPTION 'These points need a reason: met is from %.', met USING ERRCODE = 'SC009';
    END IF;
    RETURN NEW;
END $$;
