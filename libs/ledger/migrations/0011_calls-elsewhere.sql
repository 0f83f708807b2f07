DROP INDEX "document_once";--> statement-breakpoint
DROP INDEX "document_retargeted";--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "call_standing" text;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "disregard" text;--> statement-breakpoint
ALTER TABLE "document_call" ADD COLUMN "instead_of" bigint;--> statement-breakpoint
ALTER TABLE "document_call" ADD CONSTRAINT "document_call_instead_of_call_id_fk" FOREIGN KEY ("instead_of") REFERENCES "public"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_to_heed" ON "document" USING btree ("id") WHERE "document"."call_standing" like 'on-its-way%';--> statement-breakpoint
CREATE INDEX "document_to_tell" ON "document" USING btree ("endpoint") WHERE "document"."disregard" in ('owed', 'revoked');--> statement-breakpoint
CREATE INDEX "document_call_instead" ON "document_call" USING btree ("instead_of") WHERE "document_call"."instead_of" is not null;--> statement-breakpoint
CREATE INDEX "call_event_left" ON "call_event" USING btree (("facts"->>'from'),"at") WHERE "call_event"."what" = 'left-place';--> statement-breakpoint
CREATE UNIQUE INDEX "document_once" ON "document" USING btree ("interchange_id","byte_start",coalesce("endpoint", ''),coalesce("retargeted_from", 0));--> statement-breakpoint
CREATE UNIQUE INDEX "document_retargeted" ON "document" USING btree ("retargeted_from") WHERE "document"."retargeted_from" is not null;