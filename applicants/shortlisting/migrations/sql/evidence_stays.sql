-- What a member declared, and that somebody was invited, is evidence: neither changes or goes away. An invitation may
-- end, once.
CREATE FUNCTION shortlisting_keep_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Row % of % is kept as it was written.', OLD.id, TG_TABLE_NAME USING ERRCODE = 'SC020';
END $$;

CREATE TRIGGER shortlisting_keep_declarations
    BEFORE UPDATE OR DELETE ON shortlisting_declaration
    FOR EACH ROW EXECUTE FUNCTION shortlisting_keep_evidence();

CREATE TRIGGER shortlisting_keep_invitations
    BEFORE DELETE ON shortlisting_invitation
    FOR EACH ROW EXECUTE FUNCTION shortlisting_keep_evidence();

CREATE TRIGGER shortlisting_keep_what_invitations_say
    BEFORE UPDATE ON shortlisting_invitation
    FOR EACH ROW WHEN (
        OLD.cancelled_at IS NOT NULL
        OR (NEW.application_id, NEW.interview_on, NEW.details, NEW.invited_at)
            IS DISTINCT FROM (OLD.application_id, OLD.interview_on, OLD.details, OLD.invited_at)
    ) EXECUTE FUNCTION shortlisting_keep_evidence();
