-- Documents are part of what was received: fixed with it, and only ever for what this vacancy asks for.
--
-- Two things may still happen to one. The scanner's word on it is written down, which may empty its text; and
-- another file may take the place of one in which a virus was found, whose content is gone.
CREATE FUNCTION applying_keep_documents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    application_ids bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.application_id]
                                           WHEN 'DELETE' THEN ARRAY[OLD.application_id]
                                           ELSE ARRAY[OLD.application_id, NEW.application_id] END;
    allowed boolean := false;
BEGIN
    -- The lock makes saving and submitting wait for one another; what is asked comes in a later statement.
    PERFORM 1 FROM applying_application WHERE id = ANY (application_ids) ORDER BY id FOR SHARE;
    IF EXISTS (SELECT FROM applying_application WHERE id = ANY (application_ids) AND submitted_at IS NOT NULL) THEN
        IF TG_OP = 'DELETE' THEN
            allowed := coalesce(current_setting('applying.erasing', true) = 'yes', false);
        ELSIF TG_OP = 'UPDATE' THEN
            allowed := (NEW.id, NEW.application_id, NEW.asked_id) = (OLD.id, OLD.application_id, OLD.asked_id)
                AND (OLD.scan = 'infected'
                     OR (NEW.file_name, NEW.kind, NEW.size, NEW.pages, NEW.sha256, NEW.saved_at)
                        = (OLD.file_name, OLD.kind, OLD.size, OLD.pages, OLD.sha256, OLD.saved_at)
                        AND (NEW.text = OLD.text OR NEW.text = ''));
        END IF;
        IF NOT allowed THEN
            RAISE EXCEPTION 'What belongs to a received application is fixed: % refused.', TG_OP
                USING ERRCODE = 'AP006';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NOT EXISTS (SELECT FROM applying_application application
                     JOIN vacancies_askeddocument asked ON asked.vacancy_id = application.vacancy_id
                    WHERE application.id = NEW.application_id AND asked.id = NEW.asked_id) THEN
        RAISE EXCEPTION 'Document % is not asked for with this application.', NEW.asked_id USING ERRCODE = 'AP009';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER applying_keep_documents BEFORE INSERT OR UPDATE OR DELETE ON applying_applicationdocument
    FOR EACH ROW EXECUTE FUNCTION applying_keep_documents();
