-- An advert is over when its time is, not when the sweep has written that down: in the minute between the two a card
-- can be handed in, and from then on the closing time cannot move to later than now either.
CREATE FUNCTION shortlisting_refuse_going_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF least(OLD.closes_at, OLD.notice_ends_at) <= clock_timestamp()
       AND least(NEW.closes_at, NEW.notice_ends_at) > clock_timestamp()
       AND shortlisting_has_a_card(NEW.id) THEN
        RAISE EXCEPTION 'The panel of vacancy % has handed in a card.', NEW.id USING ERRCODE = 'SC007';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER shortlisting_refuse_going_on
    BEFORE UPDATE OF closes_at, notice_ends_at ON vacancies_vacancy
    FOR EACH ROW WHEN (OLD.status = 'published' AND NEW.status = 'published')
    EXECUTE FUNCTION shortlisting_refuse_going_on();
