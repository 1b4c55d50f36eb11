-- Files, and redaction of what should never have been written. (Timed jobs stand in pg-boss's own schema: db/jobs.ts.)
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"uploaded_by" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"width" integer,
	"height" integer,
	"bytes" "bytea",
	"created_at" timestamptz(3) NOT NULL,
	"incident_id" uuid,
	"seq" integer,
	CONSTRAINT "files_attached_to_an_entry" CHECK ((incident_id is null) = (seq is null)),
	CONSTRAINT "files_size" CHECK (size between 1 and 10000000 and (bytes is null or length(bytes) = size))
);
--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Pictures and logs are compressed already, or read whole: no second compression.
ALTER TABLE "files" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
--> statement-breakpoint
CREATE INDEX "files_orphans" ON "files" USING btree ("created_at") WHERE incident_id is null;
--> statement-breakpoint
CREATE INDEX "files_incident" ON "files" USING btree ("incident_id","seq");
--> statement-breakpoint
-- The file of an entry stays its file, and only its bytes and its name can go.
CREATE FUNCTION files_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.incident_id IS NULL THEN RETURN NEW; END IF;
  IF NEW.bytes IS NULL AND (NEW.id, NEW.uploaded_by, NEW.media_type, NEW.size, NEW.incident_id, NEW.seq, NEW.created_at)
    IS NOT DISTINCT FROM (OLD.id, OLD.uploaded_by, OLD.media_type, OLD.size, OLD.incident_id, OLD.seq, OLD.created_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'file % belongs to an entry', OLD.id
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'files_belong_to_entries';
END $$;
--> statement-breakpoint
CREATE TRIGGER files_guard BEFORE UPDATE ON files FOR EACH ROW EXECUTE FUNCTION files_guard();
--> statement-breakpoint
CREATE TRIGGER files_no_delete BEFORE DELETE ON files FOR EACH ROW WHEN (OLD.incident_id IS NOT NULL)
  EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "redacted_at" timestamptz(3);
--> statement-breakpoint
-- Whether `after` is `before` with nothing but some of its texts blanked.
CREATE FUNCTION is_blanked(before jsonb, after jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF before = after THEN RETURN true; END IF;
  IF jsonb_typeof(before) IS DISTINCT FROM jsonb_typeof(after) THEN RETURN false; END IF;
  IF jsonb_typeof(before) = 'string' THEN RETURN after = '"[redacted]"'; END IF;
  IF jsonb_typeof(before) = 'object' THEN
    RETURN (SELECT count(*) FROM jsonb_object_keys(before)) = (SELECT count(*) FROM jsonb_object_keys(after))
      AND NOT EXISTS (SELECT FROM jsonb_each(before) AS field
        WHERE NOT after ? field.key OR NOT is_blanked(field.value, after -> field.key));
  END IF;
  IF jsonb_typeof(before) = 'array' THEN
    RETURN jsonb_array_length(before) = jsonb_array_length(after)
      AND NOT EXISTS (SELECT FROM jsonb_array_elements(before) WITH ORDINALITY AS item (value, place)
        WHERE NOT is_blanked(item.value, after -> (item.place - 1)::integer));
  END IF;
  RETURN false;
END $$;
--> statement-breakpoint
-- The one update that the log allows (RELIABILITY §7): the texts of an entry are blanked, once, and only when a later
-- entry says so. Its hashes stay, so that the chain does.
CREATE FUNCTION entries_redact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before jsonb := OLD.body::jsonb; after jsonb := NEW.body::jsonb;
BEGIN
  IF OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL
    AND (NEW.incident_id, NEW.seq, NEW.command_id, NEW.command_part, NEW.occurred_at, NEW.recorded_at, NEW.body_hash, NEW.hash)
      IS NOT DISTINCT FROM
      (OLD.incident_id, OLD.seq, OLD.command_id, OLD.command_part, OLD.occurred_at, OLD.recorded_at, OLD.body_hash, OLD.hash)
    AND after -> 'redacted' = 'true' AND after - 'payload' - 'redacted' = before - 'payload'
    AND is_blanked(before -> 'payload', after -> 'payload')
    AND EXISTS (SELECT FROM entries AS said WHERE said.incident_id = OLD.incident_id AND said.seq > OLD.seq
      AND said.type = 'entry_redacted' AND (said.body::jsonb ->> 'corrects')::integer = OLD.seq) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
--> statement-breakpoint
DROP TRIGGER entries_append_only ON entries;
--> statement-breakpoint
CREATE TRIGGER entries_append_only BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER entries_redact BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION entries_redact();
