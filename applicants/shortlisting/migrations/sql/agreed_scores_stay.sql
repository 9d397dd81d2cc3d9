-- What a panel agreed on stays as it was written down. It is agreed anew beside it, and the old row told when it
-- ended; nothing of either changes while the shortlist that rests on it is confirmed.
CREATE FUNCTION shortlisting_keep_agreed_scores() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    advertised bigint;
    lowest integer;
    highest integer;
BEGIN
    IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
        RAISE EXCEPTION 'Agreed scores are kept: % refused.', TG_OP USING ERRCODE = 'SC015';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
            OR to_jsonb(NEW) - 'superseded_at' <> to_jsonb(OLD) - 'superseded_at') THEN
        RAISE EXCEPTION 'Agreed score % stays as it is; it ends once.', OLD.id USING ERRCODE = 'SC015';
    END IF;
    SELECT vacancy_id INTO advertised FROM applying_application WHERE id = NEW.application_id;
    -- The locks make confirming and agreeing wait for one another, also where there is no shortlist yet.
    PERFORM 1 FROM vacancies_vacancy WHERE id = advertised FOR NO KEY UPDATE;
    PERFORM 1 FROM shortlisting_shortlist WHERE vacancy_id = advertised FOR SHARE;
    IF EXISTS (SELECT FROM shortlisting_shortlist WHERE vacancy_id = advertised AND confirmed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'The scores below a confirmed shortlist are fixed.' USING ERRCODE = 'SC015';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        RETURN NEW;
    END IF;
    SELECT vacancy.score_lowest, vacancy.score_lowest + cardinality(vacancy.score_labels) - 1 INTO lowest, highest
      FROM vacancies_criterion criterion JOIN vacancies_vacancy vacancy ON vacancy.id = criterion.vacancy_id
     WHERE criterion.id = NEW.criterion_id AND criterion.vacancy_id = advertised AND criterion.kind = 'scored'
       AND criterion.evidenced_by && ARRAY['A', 'C']::varchar[];
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This criterion is not scored for this application.' USING ERRCODE = 'SC015';
    END IF;
    IF NEW.points NOT BETWEEN lowest * NEW.out_of AND highest * NEW.out_of THEN
        RAISE EXCEPTION 'The agreed points are not on the scale of % to %.', lowest, highest USING ERRCODE = 'SC015';
    END IF;
    IF NEW.superseded_at IS NOT NULL OR btrim(NEW.note) = '' THEN
        RAISE EXCEPTION 'An agreement stands when it is written down, and says why.' USING ERRCODE = 'SC015';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER shortlisting_keep_agreed_scores
    BEFORE INSERT OR UPDATE OR DELETE ON shortlisting_agreedscore
    FOR EACH ROW EXECUTE FUNCTION shortlisting_keep_agreed_scores();

-- Emptying the table would pass by the row trigger.
CREATE TRIGGER shortlisting_keep_all_agreed_scores
    BEFORE TRUNCATE ON shortlisting_agreedscore
    FOR EACH STATEMENT EXECUTE FUNCTION shortlisting_keep_agreed_scores();
