ALTER TABLE "interchange" ADD COLUMN "content_sha256" text;--> statement-breakpoint
CREATE INDEX "document_bills" ON "document" USING gin (("facts"->'bills')) WHERE "document"."set" = '309';