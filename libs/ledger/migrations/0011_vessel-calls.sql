CREATE TABLE "document_key" (
	"document_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "document_key_kind_value_document_id_pk" PRIMARY KEY("kind","value","document_id")
);
--> statement-breakpoint
CREATE TABLE "document_unmatched" (
	"document_id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "call_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"call_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"what" text NOT NULL,
	"because" text NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_line" (
	"call_id" bigint NOT NULL,
	"line" text NOT NULL,
	CONSTRAINT "call_line_call_id_line_pk" PRIMARY KEY("call_id","line")
);
--> statement-breakpoint
CREATE TABLE "terminal_code" (
	"unlocode" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"alternatives" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"zone" text,
	"valid_from" date,
	"valid_to" date,
	"imported_at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "terminal_code_unlocode_code_pk" PRIMARY KEY("unlocode","code")
);
--> statement-breakpoint
DROP INDEX "document_once";--> statement-breakpoint
DROP INDEX "document_group";--> statement-breakpoint
DROP INDEX "document_call_call";--> statement-breakpoint
DROP INDEX "transmission_isa13";--> statement-breakpoint
DROP INDEX "call_place";--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "calls_said_by" text;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "indexed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "retargeted_from" bigint;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "call_standing" text;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "disregard" text;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "due_frozen" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "amber_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "red_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "acknowledges" text GENERATED ALWAYS AS (profile->>'acknowledges') STORED;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "delivered_at" timestamp with time zone GENERATED ALWAYS AS (case when state = 'rejected' then null when profile->>'acknowledges' = 'none' then least(accepted_at, acknowledged_at) else acknowledged_at end) STORED;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "hazmat" boolean GENERATED ALWAYS AS ((facts->>'hazmat') = 'true') STORED;--> statement-breakpoint
ALTER TABLE "document_call" ADD COLUMN "because" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "document_call" ADD COLUMN "instead_of" bigint;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "operator" text;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "service_code" text;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "universal_service_reference" text;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "port_visit_reference" text;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "sequence" integer;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "mmsi" text;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "universal_voyage_in" text;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "universal_voyage_out" text;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "statuses" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "replaced_by" bigint;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "eta_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "etd_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "document_key" ADD CONSTRAINT "document_key_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_unmatched" ADD CONSTRAINT "document_unmatched_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_event" ADD CONSTRAINT "call_event_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_line" ADD CONSTRAINT "call_line_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_key_document" ON "document_key" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "call_event_call" ON "call_event" USING btree ("call_id","at");--> statement-breakpoint
CREATE INDEX "call_event_left" ON "call_event" USING btree (("facts"->>'from'),"at") WHERE "call_event"."what" = 'left-place';--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_retargeted_from_document_id_fk" FOREIGN KEY ("retargeted_from") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_call" ADD CONSTRAINT "document_call_instead_of_call_id_fk" FOREIGN KEY ("instead_of") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call" ADD CONSTRAINT "call_replaced_by_call_id_fk" FOREIGN KEY ("replaced_by") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "interchange_test" ON "interchange" USING btree ("id") WHERE isa15 = 'T';--> statement-breakpoint
CREATE INDEX "document_to_index" ON "document" USING btree ("id") WHERE not "document"."indexed";--> statement-breakpoint
CREATE INDEX "document_delays" ON "document" USING btree ("due_at","received_at","delivered_at","acknowledged_at","accepted_at","accepted_by","set","endpoint","region","carrier","interchange_id","id") WHERE kind = 'business' and state not in ('superseded', 'cancelled') and due_at is not null;--> statement-breakpoint
CREATE INDEX "document_normal" ON "document" USING btree ("endpoint","set","received_at","delivered_at","region","interchange_id") WHERE kind = 'business' and delivered_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "document_retargeted" ON "document" USING btree ("retargeted_from") WHERE "document"."retargeted_from" is not null;--> statement-breakpoint
CREATE INDEX "document_to_heed" ON "document" USING btree ("id") WHERE "document"."call_standing" like 'on-its-way%';--> statement-breakpoint
CREATE INDEX "document_to_tell" ON "document" USING btree ("endpoint") WHERE "document"."disregard" in ('owed', 'revoked');--> statement-breakpoint
CREATE INDEX "document_call_instead" ON "document_call" USING btree ("instead_of") WHERE "document_call"."instead_of" is not null;--> statement-breakpoint
CREATE INDEX "call_eta" ON "call" USING btree ("eta_at","id");--> statement-breakpoint
CREATE INDEX "call_endpoint" ON "call" USING btree ("endpoint");--> statement-breakpoint
CREATE INDEX "call_vessel_name" ON "call" USING btree (upper("vessel_name"));--> statement-breakpoint
CREATE INDEX "call_call_sign" ON "call" USING btree ("call_sign");--> statement-breakpoint
CREATE INDEX "call_voyages" ON "call" USING gin ((array[ltrim(regexp_replace(upper(voyage_in), '\s', '', 'g'), '0'), ltrim(regexp_replace(upper(voyage_out), '\s', '', 'g'), '0'), ltrim(regexp_replace(upper(universal_voyage_in), '\s', '', 'g'), '0'), ltrim(regexp_replace(upper(universal_voyage_out), '\s', '', 'g'), '0')]));--> statement-breakpoint
CREATE INDEX "call_alias_line" ON "call_alias" USING btree ("line");--> statement-breakpoint
CREATE INDEX "call_alias_vessel_name" ON "call_alias" USING btree (upper("vessel_name")) WHERE "call_alias"."vessel_name" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "document_once" ON "document" USING btree ("interchange_id","byte_start",coalesce("endpoint", ''),coalesce("retargeted_from", 0));--> statement-breakpoint
CREATE INDEX "document_group" ON "document" USING btree ("gs06","endpoint");--> statement-breakpoint
CREATE INDEX "document_call_call" ON "document_call" USING btree ("call_id","document_id");--> statement-breakpoint
CREATE INDEX "transmission_isa13" ON "transmission" USING btree ("isa13","endpoint") WHERE "transmission"."isa13" is not null;--> statement-breakpoint
CREATE INDEX "call_place" ON "call" USING btree ("unlocode","terminal");--> statement-breakpoint
REVOKE UPDATE, DELETE ON call_event FROM hawser_app;
--> statement-breakpoint
-- What was dated before turned amber and red by the settings, which nobody could set per rule; these are their defaults.
UPDATE "document" SET "amber_at" = "due_at" - interval '12 hours', "red_at" = "due_at" - interval '4 hours' WHERE "due_at" IS NOT NULL;
--> statement-breakpoint
-- Best known arrival and departure of calls: actual, else the latest estimate, else the plan, at berth (libs/vessel-calls/src/best-times.ts).
-- A request (REQ) is a wish and no time. Of two reported at the same moment the one written later corrects the other.
CREATE FUNCTION best_call_times(calls bigint[]) RETURNS void LANGUAGE sql AS $$
  WITH best AS (
    SELECT DISTINCT ON (call_id, event) call_id, event, at FROM call_timestamp
    WHERE call_id = ANY (calls) AND place = 'BRTH' AND classifier IN ('ACT', 'EST', 'PLN')
    ORDER BY call_id, event, CASE classifier WHEN 'ACT' THEN 0 WHEN 'EST' THEN 1 ELSE 2 END, reported_at DESC, id DESC
  ), times AS (
    SELECT call_id, max(at) FILTER (WHERE event = 'ARRI') AS eta, max(at) FILTER (WHERE event = 'DEPA') AS etd FROM best GROUP BY call_id
  )
  UPDATE call c SET eta_at = t.eta, etd_at = t.etd FROM times t
  WHERE c.id = t.call_id AND (c.eta_at IS DISTINCT FROM t.eta OR c.etd_at IS DISTINCT FROM t.etd)
$$;
--> statement-breakpoint
-- In the transaction that adds the timestamps, whoever adds them: the board's order never lags behind what was reported.
CREATE FUNCTION keep_call_times() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM best_call_times(ARRAY(SELECT DISTINCT call_id FROM reported ORDER BY call_id));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_call_times AFTER INSERT ON call_timestamp
  REFERENCING NEW TABLE AS reported FOR EACH STATEMENT EXECUTE FUNCTION keep_call_times();
--> statement-breakpoint
SELECT best_call_times(ARRAY(SELECT id FROM call));
--> statement-breakpoint
-- With the row that says a document is in a call. Most are there already, and nobody waits for those.
CREATE FUNCTION keep_call_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO call_line (call_id, line)
    SELECT DISTINCT m.call_id, d.carrier FROM matched m JOIN document d ON d.id = m.document_id ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_call_lines AFTER INSERT ON document_call
  REFERENCING NEW TABLE AS matched FOR EACH STATEMENT EXECUTE FUNCTION keep_call_lines();
--> statement-breakpoint
INSERT INTO call_line (call_id, line) SELECT DISTINCT m.call_id, d.carrier FROM document_call m JOIN document d ON d.id = m.document_id;
--> statement-breakpoint
-- A business document belongs to no call until a row says so, and again when the last such row is gone.
CREATE FUNCTION unmatched_until_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO document_unmatched (document_id) SELECT id FROM come WHERE kind = 'business';
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION matched_as_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM document_unmatched u USING said s WHERE u.document_id = s.document_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION unmatched_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO document_unmatched (document_id)
    SELECT DISTINCT d.id FROM gone g JOIN document d ON d.id = g.document_id
    WHERE d.kind = 'business' AND NOT EXISTS (SELECT FROM document_call c WHERE c.document_id = d.id)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER unmatched_until_said AFTER INSERT ON document REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION unmatched_until_said();--> statement-breakpoint
CREATE TRIGGER matched_as_said AFTER INSERT ON document_call REFERENCING NEW TABLE AS said FOR EACH STATEMENT EXECUTE FUNCTION matched_as_said();--> statement-breakpoint
CREATE TRIGGER unmatched_again AFTER DELETE ON document_call REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION unmatched_again();--> statement-breakpoint
INSERT INTO document_unmatched (document_id) SELECT d.id FROM document d WHERE d.kind = 'business' AND NOT EXISTS (SELECT FROM document_call c WHERE c.document_id = d.id);
