-- A vacancy is put away once everybody who applied has been answered: nobody is forgotten in an archive.
CREATE FUNCTION applying_keep_waiting_in_sight() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM applying_application WHERE vacancy_id = NEW.id AND status = 'submitted') THEN
        RAISE EXCEPTION 'Somebody who applied for vacancy % still waits for an answer.', NEW.id
            USING ERRCODE = 'AP010';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER applying_keep_waiting_in_sight
    BEFORE UPDATE OF archived_at ON vacancies_vacancy
    FOR EACH ROW WHEN (OLD.archived_at IS NULL AND NEW.archived_at IS NOT NULL)
    EXECUTE FUNCTION applying_keep_waiting_in_sight();
