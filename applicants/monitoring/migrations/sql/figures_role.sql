-- What the service's login may do with the figures: ask for those of one vacancy, and neither read nor change the
-- table past the function. May run any number of times, after service_role.sql, which gives rights on all tables.
DO $$
BEGIN
    REVOKE ALL ON monitoring_figures FROM PUBLIC;
    REVOKE ALL ON FUNCTION monitoring_groups(), monitoring_shown(integer[], integer[]),
        monitoring_selection_rates(bigint) FROM PUBLIC;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'recruitment_service') THEN
        REVOKE ALL ON monitoring_figures FROM recruitment_service;
        GRANT EXECUTE ON FUNCTION monitoring_selection_rates(bigint) TO recruitment_service;
    END IF;
END $$;
