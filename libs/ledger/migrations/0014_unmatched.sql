CREATE TABLE "document_unmatched" (
	"document_id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "document_unmatched" ADD CONSTRAINT "document_unmatched_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- A business document belongs to no call until a row says so, and again when the last such row is gone.
CREATE FUNCTION unmatched_until_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO document_unmatched (document_id) SELECT id FROM come WHERE kind = 'business';
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION matched_as_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM document_unmatched u USING said s WHERE u.document_id = s.document_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION unmatched_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO document_unmatched (document_id)
    SELECT DISTINCT d.id FROM gone g JOIN document d ON d.id = g.document_id
    WHERE d.kind = 'business' AND NOT EXISTS (SELECT FROM document_call c WHERE c.document_id = d.id)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER unmatched_until_said AFTER INSERT ON document REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION unmatched_until_said();--> statement-breakpoint
CREATE TRIGGER matched_as_said AFTER INSERT ON document_call REFERENCING NEW TABLE AS said FOR EACH STATEMENT EXECUTE FUNCTION matched_as_said();--> statement-breakpoint
CREATE TRIGGER unmatched_again AFTER DELETE ON document_call REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION unmatched_again();--> statement-breakpoint
INSERT INTO document_unmatched (document_id) SELECT d.id FROM document d WHERE d.kind = 'business' AND NOT EXISTS (SELECT FROM document_call c WHERE c.document_id = d.id);
