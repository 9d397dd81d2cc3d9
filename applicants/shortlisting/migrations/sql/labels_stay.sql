-- By its label a candidate was scored, spoken of and printed: it stays theirs, for that member, in that place.
CREATE FUNCTION shortlisting_keep_labels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Candidate % keeps its label.', OLD.id USING ERRCODE = 'SC022';
END $$;

CREATE TRIGGER shortlisting_keep_labels
    BEFORE UPDATE ON shortlisting_candidate
    FOR EACH ROW WHEN ((NEW.member_id, NEW.application_id, NEW.token, NEW.label, NEW.position)
        IS DISTINCT FROM (OLD.member_id, OLD.application_id, OLD.token, OLD.label, OLD.position))
    EXECUTE FUNCTION shortlisting_keep_labels();
