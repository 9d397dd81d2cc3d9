-- As in public_state.sql; and a page's words also count down to the end of a notice.
-- What a kept page is judged by, in one call: the sum of changes, and, where that is not the one the caller knows or
-- the page's time is over, the next instant at which the clock alone changes a public page. A function, so that its
-- plans are kept as long as the connection.
--
-- `here` is the caller's clock: words are made by that one, openness by the database's. Where they differ, the
-- instants between the two count as still to come, so that nothing made by the slower clock is kept.
CREATE OR REPLACE FUNCTION vacancies_public_state(
    here timestamptz, known bigint, known_until timestamptz,
    OUT changes bigint, OUT later timestamptz, OUT earlier timestamptz, OUT next_change timestamptz
) LANGUAGE plpgsql AS $$
BEGIN
    -- The count first: what is read after it may be newer than the count says, but never older.
    SELECT sum(c.changes) INTO changes FROM vacancies_publicchanges AS c;
    later := greatest(clock_timestamp(), here);
    earlier := least(clock_timestamp(), here);
    IF changes = known AND later < known_until THEN
        RETURN;
    END IF;
    SELECT least(
        (SELECT min(opens_at) FROM vacancies_vacancy WHERE status = 'published' AND opens_at > earlier),
        -- An hour before its closing time the words begin to count minutes, and then they change with each.
        (SELECT min(closes_at) FROM vacancies_vacancy
          WHERE status = 'published' AND closes_at > earlier + interval '1 hour') - interval '1 hour',
        (SELECT min(closes_at - interval '1 minute' * floor(extract(epoch FROM closes_at - earlier) / 60))
           FROM vacancies_vacancy
          WHERE status = 'published' AND closes_at > earlier AND closes_at <= earlier + interval '1 hour'),
        (SELECT min(closes_at) FROM vacancies_vacancy WHERE status = 'published' AND closes_at > earlier),
        (SELECT min(cap_applies_from) FROM vacancies_vacancy
          WHERE status = 'published' AND close_after_applications IS NOT NULL AND cap_applies_from > earlier),
        -- A notice is counted down in the same words, and few of them run at a time.
        (SELECT min(CASE WHEN notice_ends_at > earlier + interval '1 hour' THEN notice_ends_at - interval '1 hour'
                         ELSE notice_ends_at - interval '1 minute'
                              * floor(extract(epoch FROM notice_ends_at - earlier) / 60) END)
           FROM vacancies_vacancy
          WHERE status = 'published' AND notice_ends_at IS NOT NULL AND notice_ends_at > earlier))
    INTO next_change;
END $$;
