-- How many scores each card has on each criterion, kept as they come, change and go.
CREATE FUNCTION shortlisting_count_scores() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE shortlisting_cardcount kept
           SET with_points = kept.with_points - gone.with_points, with_note = kept.with_note - gone.with_note
          FROM (SELECT card_id, criterion_id, count(*) AS with_points,
                       count(*) FILTER (WHERE note <> '') AS with_note
                  FROM was_there WHERE points IS NOT NULL GROUP BY card_id, criterion_id) gone
         WHERE kept.card_id = gone.card_id AND kept.criterion_id = gone.criterion_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO shortlisting_cardcount AS kept (card_id, criterion_id, with_points, with_note)
        SELECT card_id, criterion_id, count(*), count(*) FILTER (WHERE note <> '')
          FROM now_there WHERE points IS NOT NULL GROUP BY card_id, criterion_id
         ORDER BY card_id, criterion_id
            ON CONFLICT (card_id, criterion_id) DO UPDATE
           SET with_points = kept.with_points + EXCLUDED.with_points,
               with_note = kept.with_note + EXCLUDED.with_note;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER shortlisting_count_new_scores AFTER INSERT ON shortlisting_score
    REFERENCING NEW TABLE AS now_there FOR EACH STATEMENT EXECUTE FUNCTION shortlisting_count_scores();
CREATE TRIGGER shortlisting_count_changed_scores AFTER UPDATE ON shortlisting_score
    REFERENCING OLD TABLE AS was_there NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION shortlisting_count_scores();
CREATE TRIGGER shortlisting_count_removed_scores AFTER DELETE ON shortlisting_score
    REFERENCING OLD TABLE AS was_there FOR EACH STATEMENT EXECUTE FUNCTION shortlisting_count_scores();

INSERT INTO shortlisting_cardcount (card_id, criterion_id, with_points, with_note)
SELECT card_id, criterion_id, count(*), count(*) FILTER (WHERE note <> '')
  FROM shortlisting_score WHERE points IS NOT NULL GROUP BY card_id, criterion_id;
