ALTER TABLE "document" ADD COLUMN "indexed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "document_to_index" ON "document" USING btree ("id") WHERE not "document"."indexed";