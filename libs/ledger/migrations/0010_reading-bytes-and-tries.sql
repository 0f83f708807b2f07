DROP INDEX "try_transmission";--> statement-breakpoint
CREATE INDEX "try_document_document" ON "try_document" USING btree ("document_id","try_id");--> statement-breakpoint
CREATE INDEX "try_transmission" ON "try" USING btree ("transmission_id","id");--> statement-breakpoint
-- A mail is base64, which compression does not make smaller, and is cut and read as it stands.
ALTER TABLE "transmission_bytes" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
