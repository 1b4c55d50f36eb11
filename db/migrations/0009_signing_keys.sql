CREATE TABLE "signing_keys" (
	"purpose" text PRIMARY KEY NOT NULL,
	"key" "bytea" NOT NULL,
	CONSTRAINT "signing_keys_are_long" CHECK (octet_length("signing_keys"."key") = 32)
);
--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "confirm_link_id" uuid;--> statement-breakpoint
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_confirm_link_id_share_links_id_fk" FOREIGN KEY ("confirm_link_id") REFERENCES "public"."share_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "entries_telling" ON "entries" USING btree ("incident_id","seq") WHERE type in ('incident_reported', 'severity_changed', 'change_undone', 'update_published');
--> statement-breakpoint
-- Two version 4 UUIDs: 244 bits of the server's strong random numbers.
INSERT INTO "signing_keys" ("purpose", "key") VALUES ('unsubscribe', sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
