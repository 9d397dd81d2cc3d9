-- The gate once more (see gate.sql for its order, which is the point), now with notice and late entry:
--
-- * an advert that closes with notice is not closed by the cap: the submission that reaches it stamps the notice,
--   and until the notice ends those are let in who had begun before it;
-- * a late-entry code lets one application in that would be refused, and is counted in the same statement.

CREATE OR REPLACE FUNCTION applying_gate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    vacancy vacancies_vacancy%ROWTYPE;
    instant timestamptz;
    gives_notice boolean;
    in_time boolean;
    full_before boolean;
    full_now boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.submitted_at IS NOT NULL THEN
            RAISE EXCEPTION 'Application % was received and cannot be deleted.', OLD.id USING ERRCODE = 'AP003';
        END IF;
        RETURN OLD;
    END IF;

    IF TG_OP = 'UPDATE' THEN
        -- When it was begun decides who may still submit after a notice.
        NEW.started_at := OLD.started_at;
        IF OLD.submitted_at IS NOT NULL THEN
            IF NEW.submitted_at IS DISTINCT FROM OLD.submitted_at
               OR NEW.vacancy_id <> OLD.vacancy_id OR NEW.applicant_id <> OLD.applicant_id
               OR NEW.entered_late <> OLD.entered_late
               OR NEW.late_entry_id IS DISTINCT FROM OLD.late_entry_id
               OR NEW.status = 'draft' THEN
                RAISE EXCEPTION 'Application % was received: when, by whom and for what is fixed.', OLD.id
                    USING ERRCODE = 'AP002';
            END IF;
            RETURN NEW;
        END IF;
    END IF;

    NEW.entered_late := false;
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
    gives_notice := vacancy.cap_policy = 'with_notice';
    -- Full: the cap is reached and the minimum open days are over. NULL (no cap) is not full.
    full_before := coalesce(vacancy.applications_received >= vacancy.close_after_applications
                            AND instant >= vacancy.cap_applies_from, false);
    -- Asked the positive way round, so that anything missing (no such vacancy, no opening time) refuses.
    in_time := (vacancy.status = 'published' AND vacancy.opens_at <= instant AND instant < vacancy.closes_at
                AND (gives_notice OR NOT full_before)
                AND (vacancy.notice_ends_at IS NULL OR instant < vacancy.notice_ends_at)
                AND (vacancy.notice_given_at IS NULL OR NEW.started_at <= vacancy.notice_given_at)) IS TRUE;
    IF NOT in_time THEN
        IF NEW.late_entry_id IS NULL THEN
            RAISE EXCEPTION 'Vacancy % does not accept application % at %.', NEW.vacancy_id, NEW.id, instant
                USING ERRCODE = 'AP001';
        END IF;
        UPDATE vacancies_lateentrycode
           SET used = used + 1
         WHERE id = NEW.late_entry_id AND vacancy_id = NEW.vacancy_id AND revoked_at IS NULL
           AND until > clock_timestamp() AND used < uses_allowed
           AND vacancy.status IN ('published', 'closed') AND vacancy.opens_at <= instant;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'Late-entry code % does not let application % in at %.',
                NEW.late_entry_id, NEW.id, instant USING ERRCODE = 'AP008';
        END IF;
    END IF;

    NEW.submitted_at := instant;
    NEW.entered_late := NOT in_time;
    full_now := in_time AND coalesce(vacancy.applications_received + 1 >= vacancy.close_after_applications
                                     AND instant >= vacancy.cap_applies_from, false);
    UPDATE vacancies_vacancy
       SET applications_received = applications_received + 1,
           status = CASE WHEN full_now AND NOT gives_notice THEN 'closed' ELSE status END,
           closed_at = CASE WHEN full_now AND NOT gives_notice THEN instant ELSE closed_at END,
           close_reason = CASE WHEN full_now AND NOT gives_notice THEN 'cap' ELSE close_reason END,
           notice_given_at = CASE WHEN full_now AND gives_notice THEN coalesce(notice_given_at, instant)
                                  ELSE notice_given_at END,
           notice_ends_at = CASE WHEN full_now AND gives_notice AND notice_given_at IS NULL
                                 THEN vacancies_end_of_notice(instant, notice_hours, closes_at)
                                 ELSE notice_ends_at END
     WHERE id = vacancy.id;
    RETURN NEW;
END $$;

-- The closing time may be moved, but never to before an application that was accepted in the open time.
CREATE OR REPLACE FUNCTION applying_keep_received_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM applying_application
                WHERE vacancy_id = NEW.id AND submitted_at IS NOT NULL AND NOT entered_late
                  AND submitted_at >= least(NEW.closes_at, NEW.notice_ends_at)) THEN
        RAISE EXCEPTION 'Vacancy % has accepted an application after %.', NEW.id, NEW.closes_at
            USING ERRCODE = 'AP004';
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER applying_keep_received_inside ON vacancies_vacancy;
CREATE TRIGGER applying_keep_received_inside
    BEFORE UPDATE OF closes_at, notice_ends_at ON vacancies_vacancy
    FOR EACH ROW WHEN (NEW.closes_at IS DISTINCT FROM OLD.closes_at
                       OR NEW.notice_ends_at < OLD.notice_ends_at)
    EXECUTE FUNCTION applying_keep_received_inside();

-- How often a code was used belongs to the gate, as the count of the applications does.
CREATE FUNCTION applying_keep_uses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.used := OLD.used;
    RETURN NEW;
END $$;

CREATE TRIGGER applying_keep_uses
    BEFORE UPDATE OF used ON vacancies_lateentrycode
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND NEW.used <> OLD.used)
    EXECUTE FUNCTION applying_keep_uses();
