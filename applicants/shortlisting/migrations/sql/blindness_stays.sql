-- What applicants were promised of the panel's blindness is not taken back behind their backs.

-- Once a member has begun a card, the panel has read: its applications were released.
CREATE FUNCTION shortlisting_keep_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM vacancies_vacancy WHERE id = OLD.vacancy_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM shortlisting_scorecard card
                 JOIN vacancies_panelmember member ON member.id = card.member_id
                WHERE member.vacancy_id = OLD.vacancy_id) THEN
        RAISE EXCEPTION 'The panel of vacancy % has begun to score.', OLD.vacancy_id USING ERRCODE = 'SC013';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER shortlisting_keep_release
    BEFORE UPDATE OR DELETE ON shortlisting_release
    FOR EACH ROW EXECUTE FUNCTION shortlisting_keep_release();

-- Words masked by hand stay masked once the panel may read; only before that a slip can be taken back. Where an
-- applicant leaves, the words go with everything else that tells who they were.
CREATE FUNCTION shortlisting_keep_masks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    vacancy bigint;
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('applying.erasing', true) = 'yes' THEN
        RETURN OLD;
    END IF;
    SELECT application.vacancy_id INTO vacancy FROM applying_application application
     WHERE application.id = OLD.application_id;
    PERFORM 1 FROM vacancies_vacancy WHERE id = vacancy FOR NO KEY UPDATE;
    IF TG_OP = 'UPDATE'
       OR NOT EXISTS (SELECT FROM shortlisting_panelrules WHERE vacancy_id = vacancy AND masks_by_hand)
       OR EXISTS (SELECT FROM shortlisting_release WHERE vacancy_id = vacancy) THEN
        RAISE EXCEPTION 'Words masked in application % stay masked.', OLD.application_id USING ERRCODE = 'SC013';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER shortlisting_keep_masks
    BEFORE UPDATE OR DELETE ON shortlisting_maskedwords
    FOR EACH ROW EXECUTE FUNCTION shortlisting_keep_masks();

-- Who applied under "no names before everybody is told" is not named earlier after all.
CREATE FUNCTION shortlisting_keep_names_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.names_after = 'announced' AND NEW.vacancy_id = OLD.vacancy_id THEN
        RETURN NEW;
    END IF;
    -- The gate locks the same row: somebody who submits at this moment comes first, or finds the new rule.
    PERFORM 1 FROM vacancies_vacancy WHERE id = OLD.vacancy_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM applying_application WHERE vacancy_id = OLD.vacancy_id AND submitted_at IS NOT NULL) THEN
        RAISE EXCEPTION 'People have applied for vacancy %: names come no earlier.', OLD.vacancy_id
            USING ERRCODE = 'SC013';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER shortlisting_keep_names_late
    BEFORE UPDATE OR DELETE ON shortlisting_panelrules
    FOR EACH ROW WHEN (OLD.names_after = 'announced')
    EXECUTE FUNCTION shortlisting_keep_names_late();
