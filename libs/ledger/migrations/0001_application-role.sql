-- The application works under a role of its own, which cannot rewrite the past:
-- history, raw bytes and call timestamps may be added to and read, never changed.
-- Where the migrating account may not create roles, create it by hand first:
--   CREATE ROLE hawser_app NOLOGIN; GRANT hawser_app TO <the account in DATABASE_URL>;
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hawser_app') THEN
    CREATE ROLE hawser_app NOLOGIN;
  END IF;
  IF NOT pg_has_role(current_user, 'hawser_app', 'MEMBER') THEN
    EXECUTE format('GRANT hawser_app TO %I', current_user);
  END IF;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO hawser_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO hawser_app;
--> statement-breakpoint
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO hawser_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hawser_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO hawser_app;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON history, interchange_bytes, transmission_bytes, call_timestamp, outage_event, acknowledgement FROM hawser_app;
--> statement-breakpoint
CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is append-only: % refused', TG_OP;
END $$;
--> statement-breakpoint
CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history
  FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();
