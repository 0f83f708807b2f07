ALTER TABLE "document" ADD COLUMN "own_isa13" integer;--> statement-breakpoint
UPDATE "document" d SET "own_isa13" = t."isa13"::integer FROM "transmission" t JOIN "transmission_document" td ON td."transmission_id" = t."id"
	WHERE td."document_id" = d."id" AND t."kind" = 'own' AND t."isa13" ~ '^[0-9]{1,9}$';--> statement-breakpoint
UPDATE "document" d SET "own_isa13" = d."isa13"::integer FROM "interchange" i WHERE i."id" = d."interchange_id" AND i."mode" = 'own' AND d."isa13" ~ '^[0-9]{1,9}$';--> statement-breakpoint
CREATE INDEX "document_number_open" ON "document" USING btree ("endpoint","own_isa13") WHERE "document"."own_isa13" is not null and "document"."edi_accepted_at" is null and "document"."state" in ('waiting', 'sending', 'unsettled', 'accepted');--> statement-breakpoint
CREATE INDEX "document_number_taken" ON "document" USING btree ("endpoint","own_isa13") WHERE "document"."own_isa13" is not null and "document"."edi_accepted_at" is not null;--> statement-breakpoint
CREATE INDEX "document_in_turn" ON "document" USING btree ("endpoint","own_isa13","effective_due_at") WHERE "document"."state" = 'waiting' and "document"."held" = 'waits-for-sequence';