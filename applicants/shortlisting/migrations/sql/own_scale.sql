-- Points lie on the scale of their vacancy, and what is below met has its reason: a criterion's own minimum counts
-- before the vacancy's. The scale of a published vacancy is frozen, so what is on it stays on it.
CREATE FUNCTION shortlisting_hold_to_the_scale() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lowest integer;
    highest integer;
    met integer;
BEGIN
    SELECT vacancy.score_lowest, vacancy.score_lowest + cardinality(vacancy.score_labels) - 1,
           coalesce(criterion.minimum, vacancy.met_from)
      INTO lowest, highest, met
      FROM vacancies_criterion criterion JOIN vacancies_vacancy vacancy ON vacancy.id = criterion.vacancy_id
     WHERE criterion.id = NEW.criterion_id;
    IF NEW.points NOT BETWEEN lowest AND highest THEN
        RAISE EXCEPTION '% points are not on the scale of % to %.', NEW.points, lowest, highest
            USING ERRCODE = 'SC008';
    END IF;
    IF NEW.points < met AND NEW.note = '' THEN
        RAISE EXCEPTION 'Points below % need a reason.', met USING ERRCODE = 'SC009';
    END IF;
    RETURN NEW;
END $$;

-- After shortlisting_freeze_scores, whose refusals come first: triggers fire by name.
CREATE TRIGGER shortlisting_hold_to_the_scale
    BEFORE INSERT OR UPDATE OF points, note, criterion_id ON shortlisting_score
    FOR EACH ROW WHEN (NEW.points IS NOT NULL)
    EXECUTE FUNCTION shortlisting_hold_to_the_scale();
