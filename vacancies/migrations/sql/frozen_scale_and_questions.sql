-- The scale and the questions people meet are those they read when they applied: frozen like the criteria.
CREATE FUNCTION vacancies_freeze_scale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The scale of a published vacancy is frozen.' USING ERRCODE = 'VA001';
END $$;

CREATE TRIGGER vacancies_freeze_scale
    BEFORE UPDATE OF score_lowest, score_labels, met_from ON vacancies_vacancy
    FOR EACH ROW
    WHEN (OLD.status <> 'draft'
          AND (OLD.score_lowest, OLD.score_labels, OLD.met_from)
              IS DISTINCT FROM (NEW.score_lowest, NEW.score_labels, NEW.met_from))
    EXECUTE FUNCTION vacancies_freeze_scale();

-- The function knows rows that have a vacancy_id; its message is the criteria's, its code is what is read.
CREATE TRIGGER vacancies_freeze_questions
    BEFORE INSERT OR UPDATE OR DELETE ON vacancies_preapplicationquestion
    FOR EACH ROW EXECUTE FUNCTION vacancies_freeze_criteria();
