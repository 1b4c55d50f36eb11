-- Profiles, linked sign-ins, listed sessions, slowed-down guessing.
ALTER TABLE "people" ADD COLUMN "phone" text;
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "theme" text;
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "picture" text;
--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_phone_shape" CHECK ("people"."phone" ~ '^\+[1-9][0-9]{6,14}$');
--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_theme_known" CHECK ("people"."theme" in ('system', 'light', 'dark'));
--> statement-breakpoint
CREATE TABLE "pictures" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"media_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "pictures_small" CHECK (octet_length("pictures"."bytes") <= 524288),
	CONSTRAINT "pictures_type_known" CHECK ("pictures"."media_type" in ('image/png', 'image/jpeg', 'image/webp')),
	CONSTRAINT "pictures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "people"("id")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"email" text NOT NULL,
	"linked_at" timestamptz(3) NOT NULL,
	CONSTRAINT "identities_pkey" PRIMARY KEY("issuer","subject"),
	CONSTRAINT "identities_provider_known" CHECK ("identities"."provider" in ('openid', 'google', 'github')),
	CONSTRAINT "identities_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "people"("id")
);
--> statement-breakpoint
-- One account per person and provider: another account with the same address does not get in beside it.
CREATE UNIQUE INDEX "identities_one_per_issuer" ON "identities" USING btree ("person_id","issuer");
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "method" text;
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "user_agent" text;
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_method_known" CHECK ("sessions"."method" in ('password', 'openid', 'google', 'github'));
--> statement-breakpoint
-- Unlogged: after a crash everybody begins without failures, which costs a guesser nothing worth having.
CREATE UNLOGGED TABLE "sign_in_failures" (
	"subject" "bytea" PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sign_in_failures_last" ON "sign_in_failures" USING btree ("last_at");
--> statement-breakpoint
DROP INDEX "audit_log_at";
--> statement-breakpoint
CREATE INDEX "audit_log_newest" ON "audit_log" USING btree ("at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "audit_log_target" ON "audit_log" USING btree ("target","at" DESC NULLS LAST,"id" DESC NULLS LAST);
