-- What applicants are asked for is what they read when they applied: frozen like the criteria, whose function
-- knows rows that have a vacancy_id. Public pages show it: a change is noted like those of every table they read.
CREATE TRIGGER vacancies_freeze_asked_documents
    BEFORE INSERT OR UPDATE OR DELETE ON vacancies_askeddocument
    FOR EACH ROW EXECUTE FUNCTION vacancies_freeze_criteria();

CREATE TRIGGER vacancies_public_rows_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON vacancies_askeddocument
    FOR EACH STATEMENT EXECUTE FUNCTION vacancies_public_rows_changed();
