-- What was received stays as it was received, with all its parts.
--
-- Erasure may take parts away: the transaction says so with SET LOCAL applying.erasing = 'yes'.

CREATE FUNCTION applying_keep_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    application_ids bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.application_id]
                                           WHEN 'DELETE' THEN ARRAY[OLD.application_id]
                                           ELSE ARRAY[OLD.application_id, NEW.application_id] END;
BEGIN
    -- The lock makes saving and submitting wait for one another; what is asked comes in a later statement.
    PERFORM 1 FROM applying_application WHERE id = ANY (application_ids) ORDER BY id FOR SHARE;
    IF EXISTS (SELECT FROM applying_application WHERE id = ANY (application_ids) AND submitted_at IS NOT NULL)
       AND NOT (TG_OP = 'DELETE' AND current_setting('applying.erasing', true) = 'yes') THEN
        RAISE EXCEPTION 'What belongs to a received application is fixed: % refused.', TG_OP USING ERRCODE = 'AP006';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER applying_keep_parts BEFORE INSERT OR UPDATE OR DELETE ON applying_section
    FOR EACH ROW EXECUTE FUNCTION applying_keep_parts();
CREATE TRIGGER applying_keep_parts BEFORE INSERT OR UPDATE OR DELETE ON applying_support
    FOR EACH ROW EXECUTE FUNCTION applying_keep_parts();
CREATE TRIGGER applying_keep_parts BEFORE INSERT OR UPDATE OR DELETE ON applying_qualification
    FOR EACH ROW EXECUTE FUNCTION applying_keep_parts();
CREATE TRIGGER applying_keep_parts BEFORE INSERT OR UPDATE OR DELETE ON applying_training
    FOR EACH ROW EXECUTE FUNCTION applying_keep_parts();
CREATE TRIGGER applying_keep_parts BEFORE INSERT OR UPDATE OR DELETE ON applying_employment
    FOR EACH ROW EXECUTE FUNCTION applying_keep_parts();
CREATE TRIGGER applying_keep_parts BEFORE INSERT OR UPDATE OR DELETE ON applying_explainedgap
    FOR EACH ROW EXECUTE FUNCTION applying_keep_parts();
CREATE TRIGGER applying_keep_parts BEFORE INSERT OR UPDATE OR DELETE ON applying_referee
    FOR EACH ROW EXECUTE FUNCTION applying_keep_parts();

-- The application's own columns: emptying is erasure, and allowed; rewording is not.
CREATE FUNCTION applying_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words CONSTANT text[] := ARRAY['first_name', 'last_name', 'address', 'postcode', 'phone', 'right_to_work',
        'registration', 'registration_body', 'registration_number', 'registration_ends_on', 'statement',
        'knows_somebody', 'whom_they_know', 'where_seen', 'where_seen_else', 'declared_at', 'submit_key', 'reference'];
    before jsonb := to_jsonb(OLD);
    now_is jsonb := to_jsonb(NEW);
    word text;
BEGIN
    FOREACH word IN ARRAY words LOOP
        IF now_is -> word IS DISTINCT FROM before -> word AND coalesce(now_is ->> word, '') <> '' THEN
            RAISE EXCEPTION 'What belongs to a received application is fixed: % cannot change.', word
                USING ERRCODE = 'AP006';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;

CREATE TRIGGER applying_keep_words BEFORE UPDATE ON applying_application
    FOR EACH ROW WHEN (OLD.submitted_at IS NOT NULL) EXECUTE FUNCTION applying_keep_words();
