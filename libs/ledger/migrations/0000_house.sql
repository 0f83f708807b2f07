CREATE TABLE "interchange" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "interchange_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"received_at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"source_name" text,
	"partner" text NOT NULL,
	"carrier" text,
	"region" text,
	"sha256" text NOT NULL,
	"core_sha256" text,
	"byte_length" integer NOT NULL,
	"isa05" text,
	"isa06" text,
	"isa07" text,
	"isa08" text,
	"isa13" text,
	"isa15" text,
	"verdict" text NOT NULL,
	"findings" jsonb NOT NULL,
	"answer" jsonb NOT NULL,
	"mode" text DEFAULT 'relay' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "interchange_bytes" (
	"interchange_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "interchange_bytes_interchange_id_seq_pk" PRIMARY KEY("interchange_id","seq")
);
--> statement-breakpoint
CREATE TABLE "document" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "document_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"ref" text NOT NULL,
	"interchange_id" bigint NOT NULL,
	"carrier" text NOT NULL,
	"region" text,
	"partner" text NOT NULL,
	"endpoint" text,
	"kind" text NOT NULL,
	"set" text NOT NULL,
	"release" text NOT NULL,
	"gs01" text NOT NULL,
	"gs03" text NOT NULL,
	"isa13" text NOT NULL,
	"gs06" text NOT NULL,
	"st02" text NOT NULL,
	"byte_start" integer NOT NULL,
	"byte_length" integer NOT NULL,
	"sha256" text NOT NULL,
	"facts" jsonb NOT NULL,
	"business_key" text,
	"version" integer DEFAULT 1 NOT NULL,
	"predecessor_id" bigint,
	"replaces" text,
	"state" text NOT NULL,
	"because" text NOT NULL,
	"held" text,
	"due_at" timestamp with time zone,
	"effective_due_at" timestamp with time zone NOT NULL,
	"due_rule" text NOT NULL,
	"due_because" text NOT NULL,
	"due_is_law" boolean DEFAULT false NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"profile" jsonb,
	"tries" integer DEFAULT 0 NOT NULL,
	"may_have_arrived" boolean DEFAULT false NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_by" text,
	"last_accepted_by" text,
	"edi_accepted_at" timestamp with time zone,
	"mail_accepted_at" timestamp with time zone,
	"answer_due_at" timestamp with time zone,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_level" text,
	"changed_at" timestamp with time zone NOT NULL,
	"history_seq" integer DEFAULT 0 NOT NULL,
	"history_hash" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_call" (
	"document_id" bigint NOT NULL,
	"call_id" bigint NOT NULL,
	"rule" text NOT NULL,
	"matched_at" timestamp with time zone NOT NULL,
	CONSTRAINT "document_call_document_id_call_id_pk" PRIMARY KEY("document_id","call_id")
);
--> statement-breakpoint
CREATE TABLE "history" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"document_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"salt" text NOT NULL,
	"event" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"because" text NOT NULL,
	"canonical" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "acknowledgement" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "acknowledgement_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"document_id" bigint,
	"transmission_id" bigint,
	"endpoint" text NOT NULL,
	"level" text NOT NULL,
	"verdict" text NOT NULL,
	"words" text NOT NULL,
	"matched_by" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"source_interchange_id" bigint
);
--> statement-breakpoint
CREATE TABLE "transmission" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "transmission_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"endpoint" text NOT NULL,
	"carrier" text NOT NULL,
	"region" text,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"wire_identity" text NOT NULL,
	"recipients" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"interchange_id" bigint,
	"sha256" text NOT NULL,
	"byte_length" integer NOT NULL,
	"composed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transmission_bytes" (
	"transmission_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "transmission_bytes_transmission_id_seq_pk" PRIMARY KEY("transmission_id","seq")
);
--> statement-breakpoint
CREATE TABLE "transmission_document" (
	"transmission_id" bigint NOT NULL,
	"document_id" bigint NOT NULL,
	CONSTRAINT "transmission_document_transmission_id_document_id_pk" PRIMARY KEY("transmission_id","document_id")
);
--> statement-breakpoint
CREATE TABLE "try" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "try_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"transmission_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"holder" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"open" boolean DEFAULT true NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	"because" text NOT NULL,
	"proof" jsonb
);
--> statement-breakpoint
CREATE TABLE "try_document" (
	"try_id" bigint NOT NULL,
	"document_id" bigint NOT NULL,
	"open" boolean DEFAULT true NOT NULL,
	CONSTRAINT "try_document_try_id_document_id_pk" PRIMARY KEY("try_id","document_id")
);
--> statement-breakpoint
CREATE TABLE "call" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "call_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"carrier" text NOT NULL,
	"region" text,
	"imo" text,
	"call_sign" text,
	"vessel_name" text NOT NULL,
	"unlocode" text NOT NULL,
	"terminal" text,
	"firms" text,
	"endpoint" text,
	"voyage_in" text,
	"voyage_out" text,
	"zone" text NOT NULL,
	"phase" text NOT NULL,
	"cut_offs" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"source" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_alias" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "call_alias_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"call_id" bigint NOT NULL,
	"line" text NOT NULL,
	"voyage" text NOT NULL,
	"vessel_name" text
);
--> statement-breakpoint
CREATE TABLE "call_timestamp" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "call_timestamp_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"call_id" bigint NOT NULL,
	"event" text NOT NULL,
	"place" text NOT NULL,
	"classifier" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"reported_by" text NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "outage" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outage_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"scope_kind" text NOT NULL,
	"scope" text NOT NULL,
	"declared_by" text NOT NULL,
	"actor" text NOT NULL,
	"because" text NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"reopened_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outage_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outage_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"outage_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"what" text NOT NULL,
	"because" text NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "path" (
	"endpoint" text NOT NULL,
	"kind" text NOT NULL,
	"verdict" text NOT NULL,
	"because" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"returned_at" timestamp with time zone,
	"proofs" integer DEFAULT 0 NOT NULL,
	"next_probe_at" timestamp with time zone,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "path_endpoint_kind_pk" PRIMARY KEY("endpoint","kind")
);
--> statement-breakpoint
CREATE TABLE "path_evidence" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "path_evidence_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"endpoint" text NOT NULL,
	"kind" text NOT NULL,
	"evidence" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"detail" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "addressee" (
	"isa08" text NOT NULL,
	"gs03" text NOT NULL,
	"endpoint" text NOT NULL,
	"because" text NOT NULL,
	"actor" text NOT NULL,
	"mapped_at" timestamp with time zone NOT NULL,
	CONSTRAINT "addressee_isa08_gs03_pk" PRIMARY KEY("isa08","gs03")
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_key_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"partner" text,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "control_number" (
	"partner" text NOT NULL,
	"level" text NOT NULL,
	"usage" text NOT NULL,
	"sequence" text NOT NULL,
	"next" bigint NOT NULL,
	CONSTRAINT "control_number_partner_level_usage_pk" PRIMARY KEY("partner","level","usage")
);
--> statement-breakpoint
CREATE TABLE "lease" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"fence" bigint NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"cursor" text
);
--> statement-breakpoint
ALTER TABLE "interchange_bytes" ADD CONSTRAINT "interchange_bytes_interchange_id_interchange_id_fk" FOREIGN KEY ("interchange_id") REFERENCES "public"."interchange"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_interchange_id_interchange_id_fk" FOREIGN KEY ("interchange_id") REFERENCES "public"."interchange"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_predecessor_id_document_id_fk" FOREIGN KEY ("predecessor_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_call" ADD CONSTRAINT "document_call_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_call" ADD CONSTRAINT "document_call_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgement" ADD CONSTRAINT "acknowledgement_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgement" ADD CONSTRAINT "acknowledgement_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgement" ADD CONSTRAINT "acknowledgement_source_interchange_id_interchange_id_fk" FOREIGN KEY ("source_interchange_id") REFERENCES "public"."interchange"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transmission" ADD CONSTRAINT "transmission_interchange_id_interchange_id_fk" FOREIGN KEY ("interchange_id") REFERENCES "public"."interchange"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transmission_bytes" ADD CONSTRAINT "transmission_bytes_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transmission_document" ADD CONSTRAINT "transmission_document_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transmission_document" ADD CONSTRAINT "transmission_document_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "try" ADD CONSTRAINT "try_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "try_document" ADD CONSTRAINT "try_document_try_id_try_id_fk" FOREIGN KEY ("try_id") REFERENCES "public"."try"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "try_document" ADD CONSTRAINT "try_document_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_alias" ADD CONSTRAINT "call_alias_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_timestamp" ADD CONSTRAINT "call_timestamp_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outage_event" ADD CONSTRAINT "outage_event_outage_id_outage_id_fk" FOREIGN KEY ("outage_id") REFERENCES "public"."outage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "interchange_numbers" ON "interchange" USING btree ("isa06","isa08","isa13");--> statement-breakpoint
CREATE INDEX "interchange_sha256" ON "interchange" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "interchange_received" ON "interchange" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "document_ref" ON "document" USING btree ("ref");--> statement-breakpoint
CREATE UNIQUE INDEX "document_once" ON "document" USING btree ("interchange_id","byte_start",coalesce("endpoint", ''));--> statement-breakpoint
CREATE INDEX "document_lane" ON "document" USING btree ("endpoint","effective_due_at","not_before") WHERE "document"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "document_state" ON "document" USING btree ("state","changed_at");--> statement-breakpoint
CREATE INDEX "document_answer_due" ON "document" USING btree ("answer_due_at") WHERE "document"."answer_due_at" is not null;--> statement-breakpoint
CREATE INDEX "document_business_key" ON "document" USING btree ("business_key","endpoint");--> statement-breakpoint
CREATE INDEX "document_numbers" ON "document" USING btree ("isa13","gs06","st02");--> statement-breakpoint
CREATE INDEX "document_interchange" ON "document" USING btree ("interchange_id");--> statement-breakpoint
CREATE INDEX "document_predecessor" ON "document" USING btree ("predecessor_id");--> statement-breakpoint
CREATE INDEX "document_call_call" ON "document_call" USING btree ("call_id");--> statement-breakpoint
CREATE UNIQUE INDEX "history_chain" ON "history" USING btree ("document_id","seq");--> statement-breakpoint
CREATE INDEX "acknowledgement_document" ON "acknowledgement" USING btree ("document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "transmission_identity" ON "transmission" USING btree ("endpoint","channel","wire_identity");--> statement-breakpoint
CREATE INDEX "transmission_document_document" ON "transmission_document" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "try_transmission" ON "try" USING btree ("transmission_id");--> statement-breakpoint
CREATE INDEX "try_open" ON "try" USING btree ("expires_at") WHERE "try"."open";--> statement-breakpoint
CREATE UNIQUE INDEX "try_document_one_open" ON "try_document" USING btree ("document_id") WHERE "try_document"."open";--> statement-breakpoint
CREATE UNIQUE INDEX "call_reference" ON "call" USING btree ("carrier","reference");--> statement-breakpoint
CREATE INDEX "call_imo" ON "call" USING btree ("imo");--> statement-breakpoint
CREATE INDEX "call_place" ON "call" USING btree ("unlocode");--> statement-breakpoint
CREATE UNIQUE INDEX "call_alias_once" ON "call_alias" USING btree ("call_id","line","voyage");--> statement-breakpoint
CREATE INDEX "call_alias_voyage" ON "call_alias" USING btree ("voyage");--> statement-breakpoint
CREATE INDEX "call_timestamp_call" ON "call_timestamp" USING btree ("call_id","reported_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outage_one_open" ON "outage" USING btree ("scope_kind","scope","declared_by") WHERE "outage"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "outage_event_outage" ON "outage_event" USING btree ("outage_id");--> statement-breakpoint
CREATE INDEX "path_evidence_recent" ON "path_evidence" USING btree ("endpoint","kind","at");--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_sha256" ON "api_key" USING btree ("sha256");