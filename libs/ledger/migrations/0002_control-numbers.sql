CREATE TABLE "control_number_issuer" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "control_number_issuer_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"system_identifier" text NOT NULL,
	"timeline" bigint NOT NULL,
	"database_oid" bigint NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"leapt" boolean NOT NULL,
	"gap" integer NOT NULL,
	"because" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "interchange" ADD COLUMN "syntax" text DEFAULT 'x12' NOT NULL;--> statement-breakpoint
ALTER TABLE "interchange" ADD COLUMN "answers_id" bigint;--> statement-breakpoint
ALTER TABLE "acknowledgement" ADD COLUMN "alarm" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "transmission" ADD COLUMN "isa13" text;--> statement-breakpoint
ALTER TABLE "transmission" ADD COLUMN "usage" text;--> statement-breakpoint
ALTER TABLE "transmission_document" ADD COLUMN "gs06" text;--> statement-breakpoint
ALTER TABLE "transmission_document" ADD COLUMN "st02" text;--> statement-breakpoint
ALTER TABLE "control_number" ADD COLUMN "id" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "control_number_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "interchange" ADD CONSTRAINT "interchange_answers_id_interchange_id_fk" FOREIGN KEY ("answers_id") REFERENCES "public"."interchange"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "interchange_answers" ON "interchange" USING btree ("answers_id");--> statement-breakpoint
CREATE INDEX "acknowledgement_unmatched" ON "acknowledgement" USING btree ("received_at") WHERE "acknowledgement"."document_id" is null;--> statement-breakpoint
CREATE INDEX "transmission_isa13" ON "transmission" USING btree ("endpoint","isa13") WHERE "transmission"."isa13" is not null;--> statement-breakpoint
CREATE INDEX "transmission_document_gs06" ON "transmission_document" USING btree ("gs06") WHERE "transmission_document"."gs06" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "control_number_id" ON "control_number" USING btree ("id");--> statement-breakpoint
-- Our control numbers move forward only, and only by the three functions below. They run as their owner, because sequences
-- are made on demand and the application's role may not make any. A sequence's name holds the counter's id alone: codes of
-- partners come from configuration and never become part of a name.
REVOKE INSERT, UPDATE, DELETE ON control_number, control_number_issuer FROM hawser_app;
--> statement-breakpoint
-- Where a counter stands: the number that is issued next.
CREATE FUNCTION control_number_position(counter control_number) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  position bigint;
BEGIN
  IF counter.sequence = 'strict' THEN
    RETURN counter.next;
  END IF;
  EXECUTE format('SELECT CASE WHEN is_called THEN last_value %% 999999999 + 1 ELSE last_value END FROM control_number_%s', counter.id) INTO position;
  RETURN position;
END $$;
--> statement-breakpoint
-- `any` shares the counter's row until the transaction ends, so that nobody changes its kind or makes it jump meanwhile, and
-- takes what the sequence gives. `strict` holds the row alone. A counter of the other kind goes on from where it stands.
CREATE FUNCTION draw_control_numbers(given_partner text, given_level text, given_usage text, given_sequence text, given_count integer) RETURNS integer[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  counter control_number%ROWTYPE;
  position bigint;
  numbers integer[];
BEGIN
  IF NOT coalesce(given_partner ~ '^[A-Z0-9][A-Z0-9-]{1,31}$' AND given_level IN ('isa', 'gs', 'st') AND given_usage IN ('P', 'T')
    AND given_sequence IN ('any', 'strict') AND given_count BETWEEN 1 AND 10000, false) THEN
    RAISE EXCEPTION 'control numbers: found partner %, level %, usage %, sequence %, count %; expected a code, isa gs or st, P or T, any or strict, 1 to 10000',
      quote_nullable(given_partner), quote_nullable(given_level), quote_nullable(given_usage), quote_nullable(given_sequence), given_count
      USING ERRCODE = 'invalid_parameter_value';
  END IF;

  IF given_sequence = 'any' THEN
    SELECT * INTO counter FROM control_number
      WHERE partner = given_partner AND level = given_level AND usage = given_usage AND sequence = 'any' FOR SHARE;
  END IF;
  IF counter.id IS NULL THEN
    PERFORM 1 FROM control_number WHERE partner = given_partner AND level = given_level AND usage = given_usage;
    IF NOT FOUND THEN
      INSERT INTO control_number (partner, level, usage, sequence, next) VALUES (given_partner, given_level, given_usage, 'strict', 1)
        ON CONFLICT DO NOTHING;
    END IF;
    SELECT * INTO STRICT counter FROM control_number
      WHERE partner = given_partner AND level = given_level AND usage = given_usage FOR UPDATE;
    IF counter.sequence <> given_sequence THEN
      position := control_number_position(counter);
      IF given_sequence = 'any' THEN
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS control_number_%s MINVALUE 1 MAXVALUE 999999999 CYCLE', counter.id);
        PERFORM setval(format('control_number_%s', counter.id)::regclass, position, false);
      END IF;
      UPDATE control_number SET sequence = given_sequence, next = position WHERE id = counter.id RETURNING * INTO counter;
    END IF;
  END IF;

  IF given_sequence = 'any' THEN
    SELECT array_agg(nextval(format('control_number_%s', counter.id)::regclass)::integer) INTO numbers FROM generate_series(1, given_count);
  ELSE
    SELECT array_agg(((counter.next - 1 + n) % 999999999 + 1)::integer ORDER BY n) INTO numbers FROM generate_series(0, given_count - 1) AS n;
    UPDATE control_number SET next = (counter.next - 1 + given_count) % 999999999 + 1 WHERE id = counter.id;
  END IF;
  RETURN numbers;
END $$;
--> statement-breakpoint
-- Every counter jumps by the gap when a person says why, or when this database is another than the one that issued last: its
-- cluster's identifier, its timeline (a recovery, a promoted standby) or its own oid (restored beside the old one) differ.
CREATE FUNCTION leap_control_numbers(given_gap integer, given_at timestamptz, given_because text, OUT leapt boolean, OUT because text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  here control_number_issuer%ROWTYPE;
  last control_number_issuer%ROWTYPE;
  counter control_number%ROWTYPE;
  counters integer := 0;
  landing bigint;
BEGIN
  IF NOT coalesce(given_gap BETWEEN 1 AND 100000000 AND given_at IS NOT NULL, false) THEN
    RAISE EXCEPTION 'control numbers: found a gap of %; expected 1 to 100000000, and an instant', given_gap USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- Gateway and worker open together: the second finds the first one's row.
  LOCK TABLE control_number_issuer IN EXCLUSIVE MODE;
  SELECT system_identifier::text INTO here.system_identifier FROM pg_control_system();
  -- A log file's name begins with its timeline, in hexadecimal; the control file's is only written with the next checkpoint.
  here.timeline := ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint;
  SELECT oid::bigint INTO here.database_oid FROM pg_database WHERE datname = current_database();
  SELECT * INTO last FROM control_number_issuer ORDER BY id DESC LIMIT 1;

  leapt := true;
  IF given_because IS NOT NULL THEN
    because := given_because;
  ELSIF last.id IS NULL AND NOT EXISTS (SELECT FROM control_number) THEN
    leapt := false;
    because := 'no control number has been issued yet';
  ELSIF last.id IS NULL THEN
    because := 'control numbers were issued, and nothing says by which database';
  ELSIF last.system_identifier <> here.system_identifier THEN
    because := 'restored into another server';
  ELSIF last.timeline <> here.timeline THEN
    because := format('recovered, or a standby took over: timeline %s after %s', here.timeline, last.timeline);
  ELSIF last.database_oid <> here.database_oid THEN
    because := 'restored into another database of the same server';
  ELSE
    leapt := false;
    because := 'this is the database that issued the control numbers so far';
    RETURN;
  END IF;

  IF leapt THEN
    FOR counter IN SELECT * FROM control_number ORDER BY id FOR UPDATE LOOP
      landing := (control_number_position(counter) - 1 + given_gap) % 999999999 + 1;
      IF counter.sequence = 'any' THEN
        PERFORM setval(format('control_number_%s', counter.id)::regclass, landing, false);
      ELSE
        UPDATE control_number SET next = landing WHERE id = counter.id;
      END IF;
      counters := counters + 1;
    END LOOP;
    because := format('%s: %s counters jumped by %s', because, counters, given_gap);
  END IF;
  INSERT INTO control_number_issuer (system_identifier, timeline, database_oid, since, leapt, gap, because)
    VALUES (here.system_identifier, here.timeline, here.database_oid, given_at, leap_control_numbers.leapt, CASE WHEN leap_control_numbers.leapt THEN given_gap ELSE 0 END, leap_control_numbers.because);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION control_number_position(control_number), draw_control_numbers(text, text, text, text, integer), leap_control_numbers(integer, timestamptz, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION draw_control_numbers(text, text, text, text, integer), leap_control_numbers(integer, timestamptz, text) TO hawser_app;
