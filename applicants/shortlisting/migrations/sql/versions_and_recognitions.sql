-- A later version of a card follows one that is in, and none comes once the shortlist is confirmed.
CREATE FUNCTION shortlisting_refuse_a_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    advertised bigint;
BEGIN
    SELECT vacancy_id INTO advertised FROM vacancies_panelmember WHERE id = NEW.member_id;
    -- The locks make confirming and opening a card again wait for one another.
    PERFORM 1 FROM vacancies_vacancy WHERE id = advertised FOR NO KEY UPDATE;
    PERFORM 1 FROM shortlisting_shortlist WHERE vacancy_id = advertised FOR SHARE;
    IF EXISTS (SELECT FROM shortlisting_shortlist WHERE vacancy_id = advertised AND confirmed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'The cards below a confirmed shortlist stay as they are.' USING ERRCODE = 'SC011';
    END IF;
    IF NOT EXISTS (SELECT FROM shortlisting_scorecard
                    WHERE member_id = NEW.member_id AND version = NEW.version - 1 AND submitted_at IS NOT NULL) THEN
        RAISE EXCEPTION 'Version % follows no card that is in.', NEW.version USING ERRCODE = 'SC011';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER shortlisting_refuse_a_version
    BEFORE INSERT ON shortlisting_scorecard
    FOR EACH ROW WHEN (NEW.version > 1) EXECUTE FUNCTION shortlisting_refuse_a_version();

-- Who has recognised a candidate never scores them again, and nobody takes that back.
CREATE FUNCTION shortlisting_keep_recognised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Candidate % was recognised by this member.', OLD.id USING ERRCODE = 'SC012';
END $$;

CREATE TRIGGER shortlisting_keep_recognised
    BEFORE UPDATE OF recognised_at ON shortlisting_candidate
    FOR EACH ROW WHEN (OLD.recognised_at IS NOT NULL AND NEW.recognised_at IS DISTINCT FROM OLD.recognised_at)
    EXECUTE FUNCTION shortlisting_keep_recognised();

CREATE FUNCTION shortlisting_refuse_the_recognised() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    recognised timestamptz;
BEGIN
    -- The lock makes recognising and scoring wait for one another.
    SELECT recognised_at INTO recognised FROM shortlisting_candidate WHERE id = NEW.candidate_id FOR SHARE;
    IF recognised IS NOT NULL THEN
        RAISE EXCEPTION 'Candidate % was recognised by this member.', NEW.candidate_id USING ERRCODE = 'SC012';
    END IF;
    RETURN NEW;
END $$;

-- After shortlisting_hold_to_the_scale, whose refusals come first: triggers fire by name.
CREATE TRIGGER shortlisting_refuse_the_recognised
    BEFORE INSERT OR UPDATE OF points, note ON shortlisting_score
    FOR EACH ROW EXECUTE FUNCTION shortlisting_refuse_the_recognised();
