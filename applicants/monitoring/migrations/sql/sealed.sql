-- What the service may ask of the sealed tables. Each function runs as the owner, and says no more than it says.

-- How often somebody has answered: not what, and only to who can make the token.
CREATE FUNCTION monitoring_times_answered(given uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(max(version), 0)::integer FROM public.monitoring_answers WHERE token = given;
$$;

-- Rows lie in the order in which they came, and PostgreSQL keeps with each the number of its transaction: to
-- the owner both would tell when it came. Once a night all rows are written anew, at once and in no order.
CREATE FUNCTION monitoring_stir() RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM public.monitoring_answers RETURNING *)
    INSERT INTO public.monitoring_answers SELECT * FROM gone ORDER BY random();
    WITH gone AS (DELETE FROM public.monitoring_reached RETURNING *)
    INSERT INTO public.monitoring_reached SELECT * FROM gone ORDER BY random();
$$;
