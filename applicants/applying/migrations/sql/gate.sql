-- The gate: whatever submits an application (the site, the admin, a shell, a future API) passes through here.
--
-- 1. lock the vacancy, 2. in a LATER statement read the clock, 3. refuse unless open, 4. stamp the time,
-- 5. count, and close the vacancy when the cap is reached. The order is the point: a clock read before the
-- lock was granted, or the transaction's own now(), lets late applications in while they wait.

CREATE FUNCTION applying_gate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    vacancy vacancies_vacancy%ROWTYPE;
    instant timestamptz;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.submitted_at IS NOT NULL THEN
            RAISE EXCEPTION 'Application % was received and cannot be deleted.', OLD.id USING ERRCODE = 'AP003';
        END IF;
        RETURN OLD;
    END IF;

    IF TG_OP = 'UPDATE' AND OLD.submitted_at IS NOT NULL THEN
        IF NEW.submitted_at IS DISTINCT FROM OLD.submitted_at
           OR NEW.vacancy_id <> OLD.vacancy_id OR NEW.applicant_id <> OLD.applicant_id
           OR NEW.status = 'draft' THEN
            RAISE EXCEPTION 'Application % was received: when, by whom and for what is fixed.', OLD.id
                USING ERRCODE = 'AP002';
        END IF;
        RETURN NEW;
    END IF;

    IF NEW.status = 'draft' THEN
        NEW.submitted_at := NULL;
        RETURN NEW;
    END IF;

    SELECT * INTO vacancy FROM vacancies_vacancy WHERE id = NEW.vacancy_id FOR NO KEY UPDATE;
    instant := clock_timestamp();
    -- Full: the cap is reached and the minimum open days are over. NULL (no cap) is not full.
    IF vacancy.status <> 'published' OR instant < vacancy.opens_at OR instant >= vacancy.closes_at
       OR coalesce(vacancy.applications_received >= vacancy.close_after_applications
                   AND instant >= vacancy.cap_applies_from, false) THEN
        RAISE EXCEPTION 'Vacancy % does not accept applications at %.', NEW.vacancy_id, instant
            USING ERRCODE = 'AP001';
    END IF;

    NEW.submitted_at := instant;
    UPDATE vacancies_vacancy SET applications_received = applications_received + 1 WHERE id = vacancy.id;
    UPDATE vacancies_vacancy SET status = 'closed', closed_at = instant, close_reason = 'cap'
     WHERE id = vacancy.id
       AND applications_received >= close_after_applications AND instant >= cap_applies_from;
    RETURN NEW;
END $$;

CREATE TRIGGER applying_gate
    BEFORE INSERT OR UPDATE OR DELETE ON applying_application
    FOR EACH ROW EXECUTE FUNCTION applying_gate();

-- The closing time may be moved, but never to before an application that was already accepted.
CREATE FUNCTION applying_keep_received_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM applying_application
                WHERE vacancy_id = NEW.id AND submitted_at IS NOT NULL AND submitted_at >= NEW.closes_at) THEN
        RAISE EXCEPTION 'Vacancy % has accepted an application after %.', NEW.id, NEW.closes_at
            USING ERRCODE = 'AP004';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER applying_keep_received_inside
    BEFORE UPDATE OF closes_at ON vacancies_vacancy
    FOR EACH ROW WHEN (NEW.closes_at IS DISTINCT FROM OLD.closes_at)
    EXECUTE FUNCTION applying_keep_received_inside();
