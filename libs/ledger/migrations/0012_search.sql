DROP INDEX "document_group";--> statement-breakpoint
DROP INDEX "document_call_call";--> statement-breakpoint
DROP INDEX "transmission_isa13";--> statement-breakpoint
CREATE INDEX "call_call_sign" ON "call" USING btree ("call_sign");--> statement-breakpoint
CREATE INDEX "call_voyages" ON "call" USING gin ((array[ltrim(regexp_replace(upper(voyage_in), '\s', '', 'g'), '0'), ltrim(regexp_replace(upper(voyage_out), '\s', '', 'g'), '0'), ltrim(regexp_replace(upper(universal_voyage_in), '\s', '', 'g'), '0'), ltrim(regexp_replace(upper(universal_voyage_out), '\s', '', 'g'), '0')]));--> statement-breakpoint
CREATE INDEX "call_alias_vessel_name" ON "call_alias" USING btree (upper("vessel_name")) WHERE "call_alias"."vessel_name" is not null;--> statement-breakpoint
CREATE INDEX "document_group" ON "document" USING btree ("gs06","endpoint");--> statement-breakpoint
CREATE INDEX "document_call_call" ON "document_call" USING btree ("call_id","document_id");--> statement-breakpoint
CREATE INDEX "transmission_isa13" ON "transmission" USING btree ("isa13","endpoint") WHERE "transmission"."isa13" is not null;