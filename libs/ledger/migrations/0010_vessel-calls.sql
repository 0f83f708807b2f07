CREATE TABLE "document_key" (
	"document_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "document_key_kind_value_document_id_pk" PRIMARY KEY("kind","value","document_id")
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
CREATE TABLE "terminal_code" (
	"unlocode" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"alternatives" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"imported_at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "terminal_code_unlocode_code_pk" PRIMARY KEY("unlocode","code")
);
--> statement-breakpoint
DROP INDEX "call_place";--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "calls_said_by" text;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "retargeted_from" bigint;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "due_frozen" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "amber_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "red_at" timestamp with time zone;--> statement-breakpoint
-- What was dated before turned amber and red by the settings, which nobody could set per rule; these are their defaults.
UPDATE "document" SET "amber_at" = "due_at" - interval '12 hours', "red_at" = "due_at" - interval '4 hours' WHERE "due_at" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "document_call" ADD COLUMN "because" text DEFAULT '' NOT NULL;--> statement-breakpoint
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
ALTER TABLE "document_key" ADD CONSTRAINT "document_key_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_event" ADD CONSTRAINT "call_event_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_key_document" ON "document_key" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "call_event_call" ON "call_event" USING btree ("call_id","at");--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_retargeted_from_document_id_fk" FOREIGN KEY ("retargeted_from") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call" ADD CONSTRAINT "call_replaced_by_call_id_fk" FOREIGN KEY ("replaced_by") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_retargeted" ON "document" USING btree ("retargeted_from") WHERE "document"."retargeted_from" is not null;--> statement-breakpoint
CREATE INDEX "call_endpoint" ON "call" USING btree ("endpoint");--> statement-breakpoint
CREATE INDEX "call_vessel_name" ON "call" USING btree (upper("vessel_name"));--> statement-breakpoint
CREATE INDEX "call_place" ON "call" USING btree ("unlocode","terminal");--> statement-breakpoint
REVOKE UPDATE, DELETE ON call_event FROM hawser_app;
