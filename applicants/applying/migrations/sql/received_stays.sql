-- What was received stays as it was received: the answers the panel judges, and the history of the moves.

CREATE FUNCTION applying_freeze_answers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    application_ids bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.application_id]
                                           WHEN 'DELETE' THEN ARRAY[OLD.application_id]
                                           ELSE ARRAY[OLD.application_id, NEW.application_id] END;
BEGIN
    -- The lock makes saving and submitting wait for one another; what is asked comes in a later statement.
    PERFORM 1 FROM applying_application WHERE id = ANY (application_ids) ORDER BY id FOR SHARE;
    IF EXISTS (SELECT FROM applying_application WHERE id = ANY (application_ids) AND submitted_at IS NOT NULL) THEN
        -- Emptying is erasure, and allowed; rewording is not.
        IF NOT (TG_OP = 'UPDATE' AND NEW.text = '' AND NEW.application_id = OLD.application_id
                AND NEW.criterion_id = OLD.criterion_id
                AND (NEW.acknowledged IS NULL OR NEW.acknowledged = OLD.acknowledged)) THEN
            RAISE EXCEPTION 'The answers of a received application are fixed.' USING ERRCODE = 'AP006';
        END IF;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER applying_freeze_answers
    BEFORE INSERT OR UPDATE OR DELETE ON applying_answer
    FOR EACH ROW EXECUTE FUNCTION applying_freeze_answers();

-- Only ever added to. Two fields may be emptied, never reworded: who (the account was erased) and why.
CREATE FUNCTION applying_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.id, NEW.application_id, NEW.from_status, NEW.to_status, NEW.at)
           = (OLD.id, OLD.application_id, OLD.from_status, OLD.to_status, OLD.at)
           AND (NEW.by_id IS NULL OR NEW.by_id = OLD.by_id)
           AND (NEW.reason = '' OR NEW.reason = OLD.reason) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'The history of an application is only added to: % refused.', TG_OP USING ERRCODE = 'AP007';
END $$;

CREATE TRIGGER applying_keep_history
    BEFORE UPDATE OR DELETE ON applying_statuschange
    FOR EACH ROW EXECUTE FUNCTION applying_keep_history();
