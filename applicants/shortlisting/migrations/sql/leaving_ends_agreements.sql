-- The scores of who leaves a panel count no more, so what was agreed on them is to be agreed anew; the same where
-- somebody comes back. A confirmed shortlist stays as it was confirmed.
CREATE FUNCTION shortlisting_end_agreements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM shortlisting_shortlist WHERE vacancy_id = NEW.vacancy_id AND confirmed_at IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    UPDATE shortlisting_agreedscore agreed SET superseded_at = clock_timestamp()
      FROM shortlisting_candidate candidate
     WHERE agreed.superseded_at IS NULL AND candidate.member_id = NEW.id
       AND candidate.recognised_at IS NULL AND candidate.application_id = agreed.application_id
       AND EXISTS (SELECT FROM shortlisting_score score
                    WHERE score.candidate_id = candidate.id AND score.criterion_id = agreed.criterion_id
                      AND score.points IS NOT NULL);
    RETURN NULL;
END $$;

CREATE TRIGGER shortlisting_end_agreements
    AFTER UPDATE OF removed_at ON vacancies_panelmember
    FOR EACH ROW WHEN (OLD.removed_at IS DISTINCT FROM NEW.removed_at)
    EXECUTE FUNCTION shortlisting_end_agreements();
