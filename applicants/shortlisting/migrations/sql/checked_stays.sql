-- A shortlist of an employer that guarantees interviews is looked at by a recruiter before anybody is told. What they
-- found stays as it is until the shortlist is opened again, or they take their check back; then nobody was told yet.
CREATE FUNCTION shortlisting_keep_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.checked_at IS NOT NULL AND (
        NEW.confirmed_at IS NULL
        OR OLD.checked_at IS NOT NULL AND (NEW.checked_at, NEW.checked_by_id, NEW.high_volume_reason, NEW.confirmed_at)
            IS DISTINCT FROM (OLD.checked_at, OLD.checked_by_id, OLD.high_volume_reason, OLD.confirmed_at)
    ) THEN
        RAISE EXCEPTION 'The check of shortlist % is fixed.', NEW.id USING ERRCODE = 'SC016';
    END IF;
    IF NEW.announced_at IS NOT NULL AND NEW.checked_at IS NULL
       AND EXISTS (SELECT FROM vacancies_vacancy vacancy JOIN accounts_employer employer ON employer.id = vacancy.employer_id
                    WHERE vacancy.id = NEW.vacancy_id AND employer.is_disability_confident) THEN
        RAISE EXCEPTION 'No recruiter has checked shortlist %.', NEW.id USING ERRCODE = 'SC017';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER shortlisting_keep_check
    BEFORE UPDATE ON shortlisting_shortlist
    FOR EACH ROW EXECUTE FUNCTION shortlisting_keep_check();

CREATE FUNCTION shortlisting_keep_guarantees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    list shortlisting_shortlist;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Guaranteed interview % is kept.', OLD.id USING ERRCODE = 'SC016';
    END IF;
    -- The lock makes checking, announcing and opening again wait for one another.
    SELECT * INTO list FROM shortlisting_shortlist WHERE id = NEW.shortlist_id FOR SHARE;
    IF list.announced_at IS NOT NULL
       OR TG_OP = 'INSERT' AND (list.confirmed_at IS NULL OR list.checked_at IS NOT NULL OR NEW.ended_at IS NOT NULL)
       OR TG_OP = 'UPDATE' AND (OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - 'ended_at' <> to_jsonb(OLD) - 'ended_at') THEN
        RAISE EXCEPTION 'The guaranteed interviews of shortlist % are fixed.', NEW.shortlist_id USING ERRCODE = 'SC016';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER shortlisting_keep_guarantees
    BEFORE INSERT OR UPDATE OR DELETE ON shortlisting_guaranteedinterview
    FOR EACH ROW EXECUTE FUNCTION shortlisting_keep_guarantees();
