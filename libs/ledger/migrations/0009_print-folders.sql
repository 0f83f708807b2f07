CREATE TABLE "print_folder" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "print_folder_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"endpoint" text NOT NULL,
	"name" text NOT NULL,
	"contents" text NOT NULL,
	"documents" integer NOT NULL,
	"sheets" integer NOT NULL,
	"sha256" text NOT NULL,
	"because" text NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "transmission" ADD COLUMN "form" text;--> statement-breakpoint
CREATE UNIQUE INDEX "print_folder_name" ON "print_folder" USING btree ("name");--> statement-breakpoint
CREATE INDEX "print_folder_endpoint" ON "print_folder" USING btree ("endpoint","id");--> statement-breakpoint
-- What was printed was printed.
REVOKE UPDATE, DELETE ON print_folder FROM hawser_app;
