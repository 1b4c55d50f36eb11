-- Who is watching which incident (D20), one row per open stream. Nothing here is history: an unlogged table writes
-- no WAL, and after a crash it is empty and true again within 15 s.
CREATE UNLOGGED TABLE "presence" (
	"stream_id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"seen_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE INDEX "presence_incident" ON "presence" USING btree ("incident_id");
