-- What is there was made for no carrier in particular, and stays so: ''. The column comes before the key that names it.
ALTER TABLE "addressee" ADD COLUMN "carrier" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "addressee" DROP CONSTRAINT "addressee_isa08_gs03_pk";--> statement-breakpoint
ALTER TABLE "addressee" ADD CONSTRAINT "addressee_carrier_isa08_gs03_pk" PRIMARY KEY("carrier","isa08","gs03");
