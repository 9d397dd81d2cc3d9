-- When a notice given at this instant ends: after so many whole hours by the clock on the wall of the world (never
-- local days), to the end of that minute, as people are shown minutes; and never after the closing time.
CREATE FUNCTION vacancies_end_of_notice(given timestamptz, hours integer, closes timestamptz)
    RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
$$ SELECT least(closes, date_trunc('minute', given + make_interval(hours => hours), 'UTC') + interval '1 minute') $$;
