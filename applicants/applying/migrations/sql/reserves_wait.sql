-- Who is on a reserve list waits for an answer, too.
CREATE OR REPLACE FUNCTION applying_keep_waiting_in_sight() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM applying_application
                WHERE vacancy_id = NEW.id AND status IN ('submitted', 'reserve')) THEN
        RAISE EXCEPTION 'Somebody who applied for vacancy % still waits for an answer.', NEW.id
            USING ERRCODE = 'AP010';
    END IF;
    RETURN NEW;
END $$;
