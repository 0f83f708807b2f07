CREATE TABLE "call_line" (
	"call_id" bigint NOT NULL,
	"line" text NOT NULL,
	CONSTRAINT "call_line_call_id_line_pk" PRIMARY KEY("call_id","line")
);
--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "acknowledges" text GENERATED ALWAYS AS (profile->>'acknowledges') STORED;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "delivered_at" timestamp with time zone GENERATED ALWAYS AS (case when state = 'rejected' then null when profile->>'acknowledges' = 'none' then least(accepted_at, acknowledged_at) else acknowledged_at end) STORED;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "hazmat" boolean GENERATED ALWAYS AS ((facts->>'hazmat') = 'true') STORED;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "eta_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "etd_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "call_line" ADD CONSTRAINT "call_line_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "interchange_test" ON "interchange" USING btree ("id") WHERE isa15 = 'T';--> statement-breakpoint
CREATE INDEX "document_delays" ON "document" USING btree ("due_at","received_at","delivered_at","acknowledged_at","accepted_at","accepted_by","set","endpoint","region","carrier","interchange_id","id") WHERE kind = 'business' and state not in ('superseded', 'cancelled') and due_at is not null;--> statement-breakpoint
CREATE INDEX "document_normal" ON "document" USING btree ("endpoint","set","received_at","delivered_at","region","interchange_id") WHERE kind = 'business' and delivered_at is not null;--> statement-breakpoint
CREATE INDEX "call_eta" ON "call" USING btree ("eta_at","id");--> statement-breakpoint
CREATE INDEX "call_alias_line" ON "call_alias" USING btree ("line");--> statement-breakpoint
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
