-- The scores of somebody who leaves a panel while its shortlist is confirmed count as long as it stays confirmed.
-- When it is opened again they count no more, and what was agreed on them is to be agreed anew.
CREATE FUNCTION shortlisting_end_agreements_of_who_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE shortlisting_agreedscore agreed SET superseded_at = clock_timestamp()
      FROM shortlisting_candidate candidate
      JOIN vacancies_panelmember member ON member.id = candidate.member_id
     WHERE member.vacancy_id = NEW.vacancy_id AND member.removed_at > OLD.confirmed_at
       AND agreed.superseded_at IS NULL
       AND candidate.recognised_at IS NULL AND candidate.application_id = agreed.application_id
       AND EXISTS (SELECT FROM shortlisting_score score
                    WHERE score.candidate_id = candidate.id AND score.criterion_id = agreed.criterion_id
                      AND score.points IS NOT NULL);
    RETURN NULL;
END $$;

CREATE TRIGGER shortlisting_end_agreements_of_who_left
    AFTER UPDATE OF confirmed_at ON shortlisting_shortlist
    FOR EACH ROW WHEN (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS NULL)
    EXECUTE FUNCTION shortlisting_end_agreements_of_who_left();
