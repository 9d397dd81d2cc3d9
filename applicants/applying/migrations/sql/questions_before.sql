-- What somebody answered before applying is part of what was received: fixed with it, and never another advert's.
CREATE FUNCTION applying_freeze_answers_before() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    application_ids bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.application_id]
                                           WHEN 'DELETE' THEN ARRAY[OLD.application_id]
                                           ELSE ARRAY[OLD.application_id, NEW.application_id] END;
BEGIN
    -- The lock makes saving and submitting wait for one another; what is asked comes in a later statement.
    PERFORM 1 FROM applying_application WHERE id = ANY (application_ids) ORDER BY id FOR SHARE;
    IF EXISTS (SELECT FROM applying_application WHERE id = ANY (application_ids) AND submitted_at IS NOT NULL) THEN
        -- Emptying is erasure, and allowed; rewording is not.
        IF NOT (TG_OP = 'UPDATE' AND NEW.answer = '' AND NEW.application_id = OLD.application_id
                AND NEW.question_id = OLD.question_id) THEN
            RAISE EXCEPTION 'The answers of a received application are fixed.' USING ERRCODE = 'AP006';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NOT EXISTS (SELECT FROM applying_application application
                     JOIN vacancies_preapplicationquestion question
                       ON question.vacancy_id = application.vacancy_id
                    WHERE application.id = NEW.application_id AND question.id = NEW.question_id) THEN
        RAISE EXCEPTION 'Question % is not asked for this application.', NEW.question_id USING ERRCODE = 'AP009';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER applying_freeze_answers_before
    BEFORE INSERT OR UPDATE OR DELETE ON applying_preapplicationanswer
    FOR EACH ROW EXECUTE FUNCTION applying_freeze_answers_before();
