-- People were told of an announced shortlist: its vacancy is not withdrawn any more.
CREATE FUNCTION shortlisting_keep_announced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Announcing takes the vacancy's lock first, which this statement holds: whoever is first is first.
    IF EXISTS (SELECT FROM shortlisting_shortlist WHERE vacancy_id = NEW.id AND announced_at IS NOT NULL) THEN
        RAISE EXCEPTION 'The shortlist of vacancy % was announced.', NEW.id USING ERRCODE = 'SC010';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER shortlisting_keep_announced
    BEFORE UPDATE OF status ON vacancies_vacancy
    FOR EACH ROW WHEN (NEW.status = 'withdrawn' AND OLD.status <> 'withdrawn')
    EXECUTE FUNCTION shortlisting_keep_announced();
