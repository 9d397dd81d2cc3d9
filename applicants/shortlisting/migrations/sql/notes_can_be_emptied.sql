-- As before, by its number: the shortlist has a column called like the argument.
CREATE OR REPLACE FUNCTION shortlisting_could_be_read(feedback bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    -- The lock makes announcing and rewriting wait for one another; the next statement sees what was committed.
    PERFORM 1 FROM shortlisting_shortlist shortlist
      JOIN applying_application application ON application.vacancy_id = shortlist.vacancy_id
      JOIN shortlisting_feedback given ON given.application_id = application.id
     WHERE given.id = $1 FOR SHARE OF shortlist;
    RETURN EXISTS (SELECT FROM shortlisting_feedback given
                     JOIN applying_application application ON application.id = given.application_id
                     JOIN shortlisting_shortlist shortlist ON shortlist.vacancy_id = application.vacancy_id
                    WHERE given.id = $1 AND given.released_at IS NOT NULL
                      AND shortlist.announced_at IS NOT NULL);
END $$;

-- As before; and where an applicant leaves, the words to them are emptied, never reworded.
CREATE OR REPLACE FUNCTION shortlisting_keep_notes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.words = '' AND current_setting('applying.erasing', true) = 'yes'
       AND (NEW.id, NEW.feedback_id, NEW.criterion_id, NEW.written_at, NEW.superseded_at)
         IS NOT DISTINCT FROM (OLD.id, OLD.feedback_id, OLD.criterion_id, OLD.written_at, OLD.superseded_at) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL
       AND (NEW.id, NEW.feedback_id, NEW.criterion_id, NEW.words, NEW.written_at)
         = (OLD.id, OLD.feedback_id, OLD.criterion_id, OLD.words, OLD.written_at) THEN
        RETURN NEW;
    END IF;
    IF shortlisting_could_be_read(OLD.feedback_id)
       OR TG_OP = 'UPDATE' AND NEW.feedback_id <> OLD.feedback_id AND shortlisting_could_be_read(NEW.feedback_id) THEN
        RAISE EXCEPTION 'Note % could be read by the applicant and stays as it is.', OLD.id USING ERRCODE = 'SC018';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
