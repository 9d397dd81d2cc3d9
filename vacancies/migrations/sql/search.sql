-- What the public search looks into: one column of lexemes beside each vacancy, with one index.
--
-- * the words of the advert, as stems, weighted: A title and reference, B employer and place, C summary, D duties
-- * '@northmoor' '@zz99': each word of each address, and each postcode whole, as its district and as its area
-- * '=band=4' '=contract=bank' …: each choice of the filters
-- No parser of words makes a lexeme that begins with @ or =, so that nothing typed can mean one by accident.
--
-- The column is unknown to the models on purpose: no save of an old copy can write an old value back.

ALTER TABLE vacancies_vacancy ADD COLUMN search tsvector;

CREATE FUNCTION vacancies_search_of(v vacancies_vacancy) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
DECLARE
    -- A tsvector holds a megabyte at most; nobody reads so far.
    most CONSTANT integer := 50000;
    employer text;
    places text;
    marks text[];
BEGIN
    SELECT name INTO employer FROM accounts_employer WHERE id = v.employer_id;
    SELECT string_agg(left(address, 2000), ' '), array_agg('@' || code) FILTER (WHERE code <> '')
      INTO places, marks
      FROM vacancies_location,
           lateral (SELECT lower(regexp_replace(postcode, '[^[:alnum:]]', '', 'g')) AS whole) AS w,
           lateral (SELECT unnest(ARRAY[
               whole,
               CASE WHEN whole ~ '[0-9][a-z]{2}$' THEN left(whole, -3) ELSE '' END,
               substring(whole FROM '^[a-z]+')]) AS code) AS c
     WHERE vacancy_id = v.id;
    marks := marks || ARRAY['=contract=' || v.contract]
        || CASE WHEN v.band <> '' THEN ARRAY['=band=' || v.band] END
        || CASE WHEN v.sponsorship <> '' THEN ARRAY['=sponsorship=' || v.sponsorship] END
        || ARRAY(SELECT '=pattern=' || pattern FROM unnest(v.working_patterns) AS pattern)
        || ARRAY(SELECT '@' || left(word, 100)
                   FROM unnest(tsvector_to_array(to_tsvector('simple', coalesce(places, '')))) AS word);
    RETURN setweight(to_tsvector('english', v.title), 'A')
        || setweight(to_tsvector('simple', regexp_replace(v.reference, '[^[:alnum:]]+', ' ', 'g')), 'A')
        || setweight(to_tsvector('english', coalesce(employer, '')), 'B')
        || setweight(to_tsvector('english', coalesce(left(places, most), '')), 'B')
        || setweight(to_tsvector('english', left(v.summary, most)), 'C')
        || setweight(to_tsvector('english', left(v.main_duties, most)), 'D')
        || array_to_tsvector(ARRAY(SELECT DISTINCT mark FROM unnest(marks) AS mark WHERE mark IS NOT NULL));
END $$;

-- Whoever writes the column itself, as the triggers below do, has it worked out afresh. The columns are compared
-- in here and not in the trigger's WHEN: PostgreSQL would let no later migration widen a column named there.
CREATE FUNCTION vacancies_keep_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR
        (NEW.title, NEW.reference, NEW.summary, NEW.main_duties, NEW.employer_id, NEW.band, NEW.contract,
         NEW.working_patterns, NEW.sponsorship, NEW.search)
        IS DISTINCT FROM
        (OLD.title, OLD.reference, OLD.summary, OLD.main_duties, OLD.employer_id, OLD.band, OLD.contract,
         OLD.working_patterns, OLD.sponsorship, OLD.search)
    THEN
        NEW.search := vacancies_search_of(NEW);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER vacancies_keep_search
    BEFORE INSERT OR UPDATE ON vacancies_vacancy
    FOR EACH ROW EXECUTE FUNCTION vacancies_keep_search();

CREATE FUNCTION vacancies_places_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE vacancies_vacancy SET search = NULL WHERE id = OLD.vacancy_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE vacancies_vacancy SET search = NULL WHERE id = NEW.vacancy_id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER vacancies_places_changed
    AFTER INSERT OR UPDATE OR DELETE ON vacancies_location
    FOR EACH ROW EXECUTE FUNCTION vacancies_places_changed();

CREATE FUNCTION vacancies_employer_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.name <> OLD.name THEN
        UPDATE vacancies_vacancy SET search = NULL WHERE employer_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER vacancies_employer_renamed
    AFTER UPDATE ON accounts_employer
    FOR EACH ROW EXECUTE FUNCTION vacancies_employer_renamed();

UPDATE vacancies_vacancy SET search = '';

CREATE INDEX vacancy_search ON vacancies_vacancy USING gin (search) WHERE status = 'published';
CREATE INDEX vacancy_salary ON vacancies_vacancy
    (coalesce(pay_to, salary_max, salary_min, 0) DESC, id DESC) WHERE status = 'published';
