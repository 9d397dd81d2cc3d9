-- Where a vacancy may go from where it stands: status.MOVES once more, for whatever writes the row (the site,
-- the admin, a shell, a sweep). A test holds the two tables together.
CREATE FUNCTION vacancies_keep_to_the_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (
        ('draft', 'awaiting_approval'), ('draft', 'published'),
        ('awaiting_approval', 'approved'), ('awaiting_approval', 'draft'),
        ('approved', 'published'), ('approved', 'draft'),
        ('published', 'draft'), ('published', 'closed'), ('published', 'withdrawn'),
        ('closed', 'published'), ('closed', 'withdrawn')
    ) THEN
        RAISE EXCEPTION 'Vacancy % cannot go from % to %.', NEW.id, OLD.status, NEW.status
            USING ERRCODE = 'VA002';
    END IF;
    IF OLD.status = 'draft' AND NEW.status = 'published'
       AND (SELECT needs_approval FROM accounts_employer WHERE id = NEW.employer_id) THEN
        RAISE EXCEPTION 'Vacancy % needs a second person''s approval.', NEW.id USING ERRCODE = 'VA003';
    END IF;
    -- IS NOT TRUE: where either is unknown, nobody has approved it.
    IF NEW.status = 'approved' AND (NEW.approved_by_id <> NEW.sent_for_approval_by_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'Vacancy % is approved by somebody who did not send it.', NEW.id USING ERRCODE = 'VA003';
    END IF;
    -- An advert that has opened was read by people: it is closed or withdrawn, never a draft again.
    IF OLD.status = 'published' AND NEW.status = 'draft' AND (OLD.opens_at > clock_timestamp()) IS NOT TRUE THEN
        RAISE EXCEPTION 'Vacancy % has opened and cannot be taken back.', NEW.id USING ERRCODE = 'VA002';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER vacancies_keep_to_the_moves
    BEFORE UPDATE OF status ON vacancies_vacancy
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status)
    EXECUTE FUNCTION vacancies_keep_to_the_moves();
