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
ALTER TABLE "mail_report" ADD CONSTRAINT "mail_report_mail_in_id_mail_in_id_fk" FOREIGN KEY ("mail_in_id") REFERENCES "public"."mail_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_report" ADD CONSTRAINT "mail_report_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_report_transmission" ON "mail_report" USING btree ("transmission_id","id");--> statement-breakpoint
CREATE INDEX "mail_report_mailbox" ON "mail_report" USING btree ("mailbox","id");--> statement-breakpoint
CREATE INDEX "mail_report_mail_in" ON "mail_report" USING btree ("mail_in_id");--> statement-breakpoint
CREATE INDEX "mail_report_due" ON "mail_report" USING btree ("due_at") WHERE "mail_report"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "transmission_mail_identity" ON "transmission" USING btree ("wire_identity") WHERE "transmission"."channel" = 'email';