-- Says whether anything that the public reads has changed: the sum of `changes` is different as soon as, and not
-- before, a change is committed, whoever made it and by whatever means. Pages are kept under that sum.
--
-- Each connection counts in a row of its own. One row for all would make every writer wait for the one before, and
-- two that also lock each other's vacancies would deadlock; a sequence is seen before its transaction commits, so a
-- page of the old rows could be kept under the new number.

CREATE TABLE vacancies_publicchanges (
    connection integer PRIMARY KEY,
    changes bigint NOT NULL
) WITH (fillfactor = 50);
-- Where the counts of connections that have ended are gathered.
INSERT INTO vacancies_publicchanges VALUES (0, 1);

CREATE FUNCTION vacancies_note_public_change() RETURNS void LANGUAGE sql AS $$
    INSERT INTO vacancies_publicchanges AS counted VALUES (pg_backend_pid(), 1)
    ON CONFLICT (connection) DO UPDATE SET changes = counted.changes + 1
$$;

-- For tables whose rows appear on public pages as they are.
CREATE FUNCTION vacancies_public_rows_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM vacancies_note_public_change();
    RETURN NULL;
END $$;

-- A vacancy nobody outside has seen, before or after, changes nothing for the public; nor do these columns.
-- How many have applied counts only when it reaches the cap: pages that show the figure ask for it.
CREATE FUNCTION vacancies_vacancy_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unseen CONSTANT text[] := ARRAY['draft', 'awaiting_approval', 'approved'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> ALL (unseen) THEN
            PERFORM vacancies_note_public_change();
        END IF;
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> ALL (unseen) THEN
            PERFORM vacancies_note_public_change();
        END IF;
        RETURN NULL;
    END IF;
    IF OLD.status = ANY (unseen) AND NEW.status = ANY (unseen) THEN
        RETURN NULL;
    END IF;
    IF (OLD.applications_received >= OLD.close_after_applications)
       IS NOT DISTINCT FROM (NEW.applications_received >= NEW.close_after_applications) THEN
        OLD.applications_received := NEW.applications_received;
    END IF;
    OLD.cap_warned := NEW.cap_warned;
    OLD.closing_told_at := NEW.closing_told_at;
    OLD.withdrawal_told_at := NEW.withdrawal_told_at;
    OLD.archived_at := NEW.archived_at;
    IF OLD IS DISTINCT FROM NEW THEN
        PERFORM vacancies_note_public_change();
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER vacancies_vacancy_changed
    AFTER INSERT OR UPDATE OR DELETE ON vacancies_vacancy
    FOR EACH ROW EXECUTE FUNCTION vacancies_vacancy_changed();

CREATE TRIGGER vacancies_public_rows_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON vacancies_location
    FOR EACH STATEMENT EXECUTE FUNCTION vacancies_public_rows_changed();
CREATE TRIGGER vacancies_public_rows_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON vacancies_criterion
    FOR EACH STATEMENT EXECUTE FUNCTION vacancies_public_rows_changed();
CREATE TRIGGER vacancies_public_rows_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON vacancies_preapplicationquestion
    FOR EACH STATEMENT EXECUTE FUNCTION vacancies_public_rows_changed();
CREATE TRIGGER vacancies_public_rows_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON vacancies_supportingdocument
    FOR EACH STATEMENT EXECUTE FUNCTION vacancies_public_rows_changed();
CREATE TRIGGER vacancies_public_rows_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON vacancies_payscale
    FOR EACH STATEMENT EXECUTE FUNCTION vacancies_public_rows_changed();
CREATE TRIGGER vacancies_public_rows_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON vacancies_bandfigures
    FOR EACH STATEMENT EXECUTE FUNCTION vacancies_public_rows_changed();
CREATE TRIGGER vacancies_public_rows_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON vacancies_supplementfigures
    FOR EACH STATEMENT EXECUTE FUNCTION vacancies_public_rows_changed();
CREATE TRIGGER vacancies_public_rows_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON accounts_employer
    FOR EACH STATEMENT EXECUTE FUNCTION vacancies_public_rows_changed();
CREATE TRIGGER vacancies_public_rows_changed
    AFTER TRUNCATE ON vacancies_vacancy
    FOR EACH STATEMENT EXECUTE FUNCTION vacancies_public_rows_changed();

-- The next instant at which an open vacancy ends or begins by the clock alone: the pages' words change with it.
CREATE INDEX vacancy_opens ON vacancies_vacancy (opens_at) WHERE status = 'published';
CREATE INDEX vacancy_cap_begins ON vacancies_vacancy (cap_applies_from)
    WHERE status = 'published' AND close_after_applications IS NOT NULL;
CREATE INDEX vacancy_notice_ends ON vacancies_vacancy (notice_ends_at)
    WHERE status = 'published' AND notice_ends_at IS NOT NULL;
