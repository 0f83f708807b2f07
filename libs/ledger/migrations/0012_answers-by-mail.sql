CREATE TABLE "chase_step" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "chase_step_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"document_id" bigint NOT NULL,
	"step" text NOT NULL,
	"mail_accepted_at" timestamp with time zone NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"because" text NOT NULL,
	"transmission_id" bigint
);
--> statement-breakpoint
CREATE TABLE "mail_attachment" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mail_attachment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mail_in_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"declared_type" text NOT NULL,
	"byte_length" integer NOT NULL,
	"sha256" text NOT NULL,
	"state" text NOT NULL,
	"because" text NOT NULL,
	"interchange_id" bigint,
	"actor" text,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_in" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mail_in_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mailbox" text NOT NULL,
	"uid_validity" text NOT NULL,
	"uid" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"sha256" text NOT NULL,
	"byte_length" integer NOT NULL,
	"message_id" text,
	"from_address" text,
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"endpoint" text,
	"sender" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"outcome" text NOT NULL,
	"because" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_in_bytes" (
	"mail_in_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "mail_in_bytes_mail_in_id_seq_pk" PRIMARY KEY("mail_in_id","seq")
);
--> statement-breakpoint
CREATE TABLE "mail_report" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mail_report_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mail_in_id" bigint NOT NULL,
	"transmission_id" bigint NOT NULL,
	"wire_identity" text NOT NULL,
	"mailbox" text NOT NULL,
	"about" text NOT NULL,
	"status" text,
	"refused" text,
	"words" text NOT NULL,
	"because" text NOT NULL,
	"until" text,
	"until_day" text,
	"at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notice_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"notice_id" text NOT NULL,
	"partner" text NOT NULL,
	"document_id" bigint NOT NULL,
	"event" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"open" boolean DEFAULT false NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone,
	"words" text
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "task_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"cause" text NOT NULL,
	"carrier" text,
	"region" text,
	"endpoint" text,
	"document_id" bigint,
	"mail_in_id" bigint,
	"what" text NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"urgent_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"closed_because" text
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"name" text PRIMARY KEY NOT NULL,
	"looked_at" timestamp with time zone,
	"trouble" text,
	"words" text,
	"trouble_since" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "chase_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "acknowledgement" ADD COLUMN "source_mail_id" bigint;--> statement-breakpoint
ALTER TABLE "acknowledgement" ADD COLUMN "said_by" text;--> statement-breakpoint
ALTER TABLE "chase_step" ADD CONSTRAINT "chase_step_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chase_step" ADD CONSTRAINT "chase_step_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_attachment" ADD CONSTRAINT "mail_attachment_mail_in_id_mail_in_id_fk" FOREIGN KEY ("mail_in_id") REFERENCES "public"."mail_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_attachment" ADD CONSTRAINT "mail_attachment_interchange_id_interchange_id_fk" FOREIGN KEY ("interchange_id") REFERENCES "public"."interchange"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_in_bytes" ADD CONSTRAINT "mail_in_bytes_mail_in_id_mail_in_id_fk" FOREIGN KEY ("mail_in_id") REFERENCES "public"."mail_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_report" ADD CONSTRAINT "mail_report_mail_in_id_mail_in_id_fk" FOREIGN KEY ("mail_in_id") REFERENCES "public"."mail_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_report" ADD CONSTRAINT "mail_report_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_mail_in_id_mail_in_id_fk" FOREIGN KEY ("mail_in_id") REFERENCES "public"."mail_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "chase_step_once" ON "chase_step" USING btree ("document_id","mail_accepted_at","step");--> statement-breakpoint
CREATE INDEX "chase_step_mail" ON "chase_step" USING btree ("transmission_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_attachment_number" ON "mail_attachment" USING btree ("mail_in_id","number");--> statement-breakpoint
CREATE INDEX "mail_attachment_open" ON "mail_attachment" USING btree ("state","id");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_in_uid" ON "mail_in" USING btree ("mailbox","uid_validity","uid");--> statement-breakpoint
CREATE INDEX "mail_in_sha256" ON "mail_in" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "mail_in_message_id" ON "mail_in" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "mail_in_received" ON "mail_in" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "mail_report_transmission" ON "mail_report" USING btree ("transmission_id","id");--> statement-breakpoint
CREATE INDEX "mail_report_mailbox" ON "mail_report" USING btree ("mailbox","id");--> statement-breakpoint
CREATE INDEX "mail_report_mail_in" ON "mail_report" USING btree ("mail_in_id");--> statement-breakpoint
CREATE INDEX "mail_report_due" ON "mail_report" USING btree ("due_at") WHERE "mail_report"."due_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notice_notice_id" ON "notice" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "notice_waiting" ON "notice" USING btree ("partner","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "notice_document" ON "notice" USING btree ("document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "task_one_open" ON "task" USING btree ("cause") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "task_open" ON "task" USING btree ("urgent_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "task_document" ON "task" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "document_chase" ON "document" USING btree ("chase_at") WHERE "document"."state" = 'accepted' and "document"."chase_at" is not null;--> statement-breakpoint
CREATE INDEX "transmission_mail_identity" ON "transmission" USING btree ("wire_identity") WHERE "transmission"."channel" = 'email';--> statement-breakpoint
REVOKE UPDATE, DELETE ON mail_in_bytes FROM hawser_app;--> statement-breakpoint
REVOKE DELETE ON mail_in, mail_report, mail_attachment, task, chase_step, notice FROM hawser_app;
