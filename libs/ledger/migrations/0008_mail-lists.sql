CREATE TABLE "mail_list" (
	"transmission_id" bigint PRIMARY KEY NOT NULL,
	"endpoint" text NOT NULL,
	"mailbox" text NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"because" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_list_line" (
	"list_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"transmission_id" bigint NOT NULL,
	"document_id" bigint NOT NULL,
	"told" jsonb NOT NULL,
	CONSTRAINT "mail_list_line_list_id_transmission_id_document_id_pk" PRIMARY KEY("list_id","transmission_id","document_id")
);
--> statement-breakpoint
ALTER TABLE "transmission" ADD COLUMN "listed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- What left before there were lists is owed none: the first list would be of years. What was stored and did not leave yet will be.
UPDATE "transmission" SET "listed" = true WHERE EXISTS (SELECT 1 FROM "try" y WHERE y."transmission_id" = "transmission"."id" AND y."outcome" IN ('accepted', 'unknown'));--> statement-breakpoint
ALTER TABLE "mail_list" ADD CONSTRAINT "mail_list_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_list_line" ADD CONSTRAINT "mail_list_line_list_id_mail_list_transmission_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."mail_list"("transmission_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_list_line" ADD CONSTRAINT "mail_list_line_transmission_id_transmission_id_fk" FOREIGN KEY ("transmission_id") REFERENCES "public"."transmission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_list_line" ADD CONSTRAINT "mail_list_line_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "mail_list_number" ON "mail_list" USING btree ("endpoint","number");--> statement-breakpoint
CREATE INDEX "mail_list_until" ON "mail_list" USING btree ("until_at");--> statement-breakpoint
CREATE INDEX "mail_list_line_mail" ON "mail_list_line" USING btree ("transmission_id");--> statement-breakpoint
CREATE INDEX "mail_list_line_document" ON "mail_list_line" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "transmission_to_list" ON "transmission" USING btree ("endpoint") WHERE "transmission"."kind" in ('mail', 'digest') and not "transmission"."listed";--> statement-breakpoint
-- What a list said stays as it was said.
REVOKE UPDATE, DELETE ON mail_list, mail_list_line FROM hawser_app;
