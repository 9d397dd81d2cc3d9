-- What a confirmed shortlist rests on is fixed until it is opened again.
CREATE FUNCTION shortlisting_keep_cards_rested_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The cards that shortlist % rests on are fixed.', NEW.id USING ERRCODE = 'SC021';
END $$;

CREATE TRIGGER shortlisting_keep_cards_rested_on
    BEFORE UPDATE ON shortlisting_shortlist
    FOR EACH ROW WHEN (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS NOT NULL AND NEW.rests_on <> OLD.rests_on)
    EXECUTE FUNCTION shortlisting_keep_cards_rested_on();

-- When it is opened again, the scores of who left meanwhile count no more, and those of who came back count: what was
-- agreed on either is to be agreed anew.
CREATE OR REPLACE FUNCTION shortlisting_end_agreements_of_who_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE shortlisting_agreedscore agreed SET superseded_at = clock_timestamp()
      FROM shortlisting_candidate candidate
      JOIN vacancies_panelmember member ON member.id = candidate.member_id
     WHERE member.vacancy_id = NEW.vacancy_id AND agreed.superseded_at IS NULL
       AND (member.removed_at IS NULL) <> EXISTS (SELECT FROM shortlisting_scorecard card
                                                   WHERE card.member_id = member.id AND card.id = ANY (OLD.rests_on))
       AND candidate.recognised_at IS NULL AND candidate.application_id = agreed.application_id
       AND EXISTS (SELECT FROM shortlisting_score score
                    WHERE score.candidate_id = candidate.id AND score.criterion_id = agreed.criterion_id
                      AND score.points IS NOT NULL);
    RETURN NULL;
END $$;
