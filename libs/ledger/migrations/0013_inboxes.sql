CREATE TABLE "inbox" (
	"name" text PRIMARY KEY NOT NULL,
	"looked_at" timestamp with time zone,
	"trouble" text,
	"words" text,
	"trouble_since" timestamp with time zone
);
