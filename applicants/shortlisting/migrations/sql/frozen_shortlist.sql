-- What has been announced was told to people: it stays as it was told.
CREATE FUNCTION shortlisting_freeze_shortlist() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.announced_at IS NOT NULL THEN
        RAISE EXCEPTION 'Shortlist % was announced and is frozen.', OLD.id USING ERRCODE = 'SC004';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER shortlisting_freeze_shortlist
    BEFORE UPDATE OR DELETE ON shortlisting_shortlist
    FOR EACH ROW EXECUTE FUNCTION shortlisting_freeze_shortlist();

-- A confirmed shortlist is decided: changing a decision means re-opening it first, with a reason.
CREATE FUNCTION shortlisting_freeze_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    shortlist_ids bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.shortlist_id]
                                         WHEN 'DELETE' THEN ARRAY[OLD.shortlist_id]
                                         ELSE ARRAY[OLD.shortlist_id, NEW.shortlist_id] END;
BEGIN
    -- The lock makes confirming and deciding wait for one another.
    PERFORM 1 FROM shortlisting_shortlist WHERE id = ANY (shortlist_ids) FOR SHARE;
    IF EXISTS (SELECT FROM shortlisting_shortlist
                WHERE id = ANY (shortlist_ids) AND confirmed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'The decisions of a confirmed shortlist are fixed.' USING ERRCODE = 'SC005';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER shortlisting_freeze_decisions
    BEFORE INSERT OR UPDATE OR DELETE ON shortlisting_decision
    FOR EACH ROW EXECUTE FUNCTION shortlisting_freeze_decisions();
