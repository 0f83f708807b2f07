CREATE TABLE "mail_departure" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mail_departure_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"transmission_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_part" (
	"transmission_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"wire_identity" text NOT NULL,
	"byte_length" integer NOT NULL,
	"sha256" text NOT NULL,
	"accepted_at" timestamp with time zone,
	"relay" text,
	"receipt" text,
	CONSTRAINT "mail_part_transmission_id_number_pk" PRIMARY KEY("transmission_id","number")
);
--> statement-breakpoint
CREATE TABLE "mailbox_cap" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mailbox_cap_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mailbox" text NOT NULL,
	"cap_bytes" integer,
	"because" text NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "mail_departure" ADD CONSTRAINT "mail_departure_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_part" ADD CONSTRAINT "mail_part_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_departure_key" ON "mail_departure" USING btree ("key","at");--> statement-breakpoint
CREATE INDEX "mail_departure_transmission" ON "mail_departure" USING btree ("transmission_id");--> statement-breakpoint
CREATE INDEX "mail_part_identity" ON "mail_part" USING btree ("wire_identity");--> statement-breakpoint
CREATE INDEX "mailbox_cap_mailbox" ON "mailbox_cap" USING btree ("mailbox","id");--> statement-breakpoint
CREATE INDEX "document_for_a_rate" ON "document" USING btree ("held","effective_due_at") WHERE "document"."state" = 'waiting' and "document"."held" in ('mailbox-rate', 'relay-rate');--> statement-breakpoint
-- A cap that was learned or forgotten stays as it was written, with its reason and who.
REVOKE UPDATE, DELETE ON mailbox_cap FROM hawser_app;
