-- Once a member of the panel has handed in a card, every candidate has been scored by somebody who cannot score again:
-- nobody is let in late, and the advert does not open again. The vacancy's row is what all three wait for.

CREATE FUNCTION shortlisting_has_a_card(vacancy bigint) RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT EXISTS (SELECT FROM shortlisting_scorecard card
                     JOIN vacancies_panelmember member ON member.id = card.member_id
                    WHERE member.vacancy_id = vacancy AND card.submitted_at IS NOT NULL)
        OR EXISTS (SELECT FROM shortlisting_shortlist
                    WHERE vacancy_id = vacancy AND confirmed_at IS NOT NULL)
$$;

-- After the gate, which has locked the vacancy and said whether this one is late: triggers fire by name.
CREATE FUNCTION shortlisting_refuse_late_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.entered_late AND NEW.submitted_at IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.submitted_at IS NULL)
       AND shortlisting_has_a_card(NEW.vacancy_id) THEN
        RAISE EXCEPTION 'The panel of vacancy % has handed in a card.', NEW.vacancy_id USING ERRCODE = 'SC006';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER shortlisting_refuse_late_entries
    BEFORE INSERT OR UPDATE ON applying_application
    FOR EACH ROW EXECUTE FUNCTION shortlisting_refuse_late_entries();

CREATE FUNCTION shortlisting_refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF shortlisting_has_a_card(NEW.id) THEN
        RAISE EXCEPTION 'The panel of vacancy % has handed in a card.', NEW.id USING ERRCODE = 'SC007';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER shortlisting_refuse_reopening
    BEFORE UPDATE OF status ON vacancies_vacancy
    FOR EACH ROW WHEN (OLD.status = 'closed' AND NEW.status = 'published')
    EXECUTE FUNCTION shortlisting_refuse_reopening();

-- Handing a card in waits for a late entry on its way.
CREATE FUNCTION shortlisting_hold_vacancy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM vacancies_vacancy vacancy JOIN vacancies_panelmember member ON member.vacancy_id = vacancy.id
      WHERE member.id = NEW.member_id FOR NO KEY UPDATE OF vacancy;
    RETURN NEW;
END $$;

CREATE TRIGGER shortlisting_hold_vacancy
    BEFORE UPDATE OF submitted_at ON shortlisting_scorecard
    FOR EACH ROW WHEN (OLD.submitted_at IS NULL AND NEW.submitted_at IS NOT NULL)
    EXECUTE FUNCTION shortlisting_hold_vacancy();
