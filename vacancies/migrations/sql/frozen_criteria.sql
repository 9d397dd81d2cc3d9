-- No new criteria after publication, and none changed: people apply against what they read.
CREATE FUNCTION vacancies_freeze_criteria() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    vacancy_ids bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.vacancy_id]
                                       WHEN 'DELETE' THEN ARRAY[OLD.vacancy_id]
                                       ELSE ARRAY[OLD.vacancy_id, NEW.vacancy_id] END;
BEGIN
    -- The lock makes publishing and editing wait for one another.
    PERFORM 1 FROM vacancies_vacancy WHERE id = ANY (vacancy_ids) FOR SHARE;
    IF EXISTS (SELECT FROM vacancies_vacancy WHERE id = ANY (vacancy_ids) AND status <> 'draft') THEN
        RAISE EXCEPTION 'The criteria of a published vacancy are frozen.' USING ERRCODE = 'VA001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER vacancies_freeze_criteria
    BEFORE INSERT OR UPDATE OR DELETE ON vacancies_criterion
    FOR EACH ROW EXECUTE FUNCTION vacancies_freeze_criteria();
