-- A submitted score card is evidence: neither it nor its scores change or go away. A correction is a new version.
CREATE FUNCTION shortlisting_freeze_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.submitted_at IS NOT NULL THEN
        RAISE EXCEPTION 'Score card % was submitted and is frozen.', OLD.id USING ERRCODE = 'SC001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER shortlisting_freeze_card
    BEFORE UPDATE OR DELETE ON shortlisting_scorecard
    FOR EACH ROW EXECUTE FUNCTION shortlisting_freeze_card();

CREATE FUNCTION shortlisting_freeze_scores() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    card_ids bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.card_id]
                                    WHEN 'DELETE' THEN ARRAY[OLD.card_id]
                                    ELSE ARRAY[OLD.card_id, NEW.card_id] END;
BEGIN
    -- The lock makes submitting the card and saving a score wait for one another.
    PERFORM 1 FROM shortlisting_scorecard WHERE id = ANY (card_ids) FOR SHARE;
    IF EXISTS (SELECT FROM shortlisting_scorecard WHERE id = ANY (card_ids) AND submitted_at IS NOT NULL) THEN
        RAISE EXCEPTION 'The scores of a submitted card are frozen.' USING ERRCODE = 'SC002';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NOT EXISTS (SELECT FROM shortlisting_scorecard card
                     JOIN shortlisting_candidate candidate ON candidate.member_id = card.member_id
                     JOIN vacancies_panelmember member ON member.id = card.member_id
                     JOIN vacancies_criterion criterion ON criterion.vacancy_id = member.vacancy_id
                    WHERE card.id = NEW.card_id AND candidate.id = NEW.candidate_id
                      AND criterion.id = NEW.criterion_id) THEN
        RAISE EXCEPTION 'Card, candidate and criterion belong to different panels.' USING ERRCODE = 'SC003';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER shortlisting_freeze_scores
    BEFORE INSERT OR UPDATE OR DELETE ON shortlisting_score
    FOR EACH ROW EXECUTE FUNCTION shortlisting_freeze_scores();

-- Emptying a table would pass by the row triggers.
CREATE FUNCTION shortlisting_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Scores are kept: % refused.', TG_OP USING ERRCODE = 'SC001';
END $$;

CREATE TRIGGER shortlisting_keep_cards
    BEFORE TRUNCATE ON shortlisting_scorecard
    FOR EACH STATEMENT EXECUTE FUNCTION shortlisting_refuse_truncate();

CREATE TRIGGER shortlisting_keep_scores
    BEFORE TRUNCATE ON shortlisting_score
    FOR EACH STATEMENT EXECUTE FUNCTION shortlisting_refuse_truncate();
