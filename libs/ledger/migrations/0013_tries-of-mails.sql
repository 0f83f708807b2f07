ALTER TABLE "mail_attachment" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "trying" text;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;