-- The gate: whatever submits an application (the site, the admin, a shell, a future API) passes through here.
--
-- 1. lock the vacancy, 2. in a LATER statement read the clock, 3. refuse unless open, 4. stamp the time,
-- 5. count, and close the vacancy when the cap is reached. The order is the point: a clock read before the
-- lock was granted, or the transaction's own now(), lets late applications in while they wait.

CREATE FUNCTION applying_gate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    vacancy vacancies_vacancy%ROWTYPE;
    instant timestamptz;
    full_before boolean;
    full_now boolean;
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
    -- Nobody is shortlisted, refused or withdrawn who was never received.
    IF NEW.status <> 'submitted' THEN
        RAISE EXCEPTION 'Application % was never received and cannot be %.', NEW.id, NEW.status
            USING ERRCODE = 'AP005';
    END IF;

    SELECT * INTO vacancy FROM vacancies_vacancy WHERE id = NEW.vacancy_id FOR NO KEY UPDATE;
    instant := clock_timestamp();
    -- Full: the cap is reached and the minimum open days are over. NULL (no cap) is not full.
    full_before := coalesce(vacancy.applications_received >= vacancy.close_after_applications
                            AND instant >= vacancy.cap_applies_from, false);
    -- Asked the positive way round, so that anything missing (no such vacancy, no opening time) refuses.
    IF (vacancy.status = 'published' AND vacancy.opens_at <= instant AND instant < vacancy.closes_at
        AND NOT full_before) IS NOT TRUE THEN
        RAISE EXCEPTION 'Vacancy % does not accept applications at %.', NEW.vacancy_id, instant
            USING ERRCODE = 'AP001';
    END IF;

    NEW.submitted_at := instant;
    full_now := coalesce(vacancy.applications_received + 1 >= vacancy.close_after_applications
                         AND instant >= vacancy.cap_applies_from, false);
    UPDATE vacancies_vacancy
       SET applications_received = applications_received + 1,
           status = CASE WHEN full_now THEN 'closed' ELSE status END,
           closed_at = CASE WHEN full_now THEN instant ELSE closed_at END,
           close_reason = CASE WHEN full_now THEN 'cap' ELSE close_reason END
     WHERE id = vacancy.id;
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

-- The count belongs to the gate. A save of the whole vacancy that was read before an application arrived (an
-- admin form, say) would otherwise put the old number back and let one too many in.
CREATE FUNCTION applying_keep_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.applications_received := OLD.applications_received;
    RETURN NEW;
END $$;

CREATE TRIGGER applying_keep_count
    BEFORE UPDATE OF applications_received ON vacancies_vacancy
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND NEW.applications_received <> OLD.applications_received)
    EXECUTE FUNCTION applying_keep_count();
