-- What the service's login may do: everything it needs on ordinary tables, and on the sealed ones only add.
-- May run any number of times; run by the owner of the tables.
DO $$
BEGIN
    -- Nobody but the owner makes tables or functions that could stand before ours.
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    REVOKE ALL ON FUNCTION monitoring_times_answered(uuid), monitoring_stir() FROM PUBLIC;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'recruitment_service') THEN
        BEGIN
            CREATE ROLE recruitment_service NOLOGIN;
        EXCEPTION
            -- Another database of the same server was faster.
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE NOTICE 'The role recruitment_service is missing: see "Two logins" in docs/operations.md.';
                RETURN;
        END;
    END IF;
    GRANT USAGE ON SCHEMA public TO recruitment_service;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO recruitment_service;
    GRANT SELECT, USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA public TO recruitment_service;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public
        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO recruitment_service;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, USAGE, UPDATE ON SEQUENCES TO recruitment_service;
    REVOKE ALL ON monitoring_answers, monitoring_reached FROM recruitment_service, PUBLIC;
    GRANT INSERT ON monitoring_answers, monitoring_reached TO recruitment_service;
    GRANT EXECUTE ON FUNCTION monitoring_times_answered(uuid), monitoring_stir() TO recruitment_service;
END $$;
