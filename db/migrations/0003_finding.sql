-- Search in logs, filters of the list, and a trigger that costs an entry less.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- What an incident says of itself now: also the impact, what is true now, and its labels.
ALTER TABLE "incidents" DROP COLUMN "search";
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', ref || ' ' || topic) || jsonb_to_tsvector('simple', jsonb_path_query_array(coalesce(state, '{}'), '$.** ? (@.type() == "object").keyvalue() ? (@.key == "reported" || @.key == "solution" || @.key == "text" || @.key == "reportedBy").value') || jsonb_path_query_array(coalesce(state, '{}'), '$.labels[*].name'), '["string"]')) STORED;
--> statement-breakpoint
CREATE INDEX "incidents_search" ON "incidents" USING gin ("search");
--> statement-breakpoint
-- People's own words in an entry, by the names that payloads give them (the list of lib/incident/entries/redact.ts; a
-- test compares). Made from the body: what is redacted there is gone here too.
ALTER TABLE "entries" ADD COLUMN "words" "tsvector" GENERATED ALWAYS AS (jsonb_to_tsvector('simple', jsonb_path_query_array(body::jsonb, '$.payload.** ? (@.type() == "object").keyvalue() ? (@.key == "text" || @.key == "topic" || @.key == "reported" || @.key == "reportedBy" || @.key == "source" || @.key == "reason" || @.key == "solution" || @.key == "brief" || @.key == "title" || @.key == "url" || @.key == "rejected" || @.key == "service" || @.key == "name" || @.key == "alt" || @.key == "sentence" || ((@.key == "from" || @.key == "to") && ($.type == "topic_changed" || $.payload.kind == "deploy"))).value ? (@.type() == "string")'), '["string"]')) STORED;
--> statement-breakpoint
CREATE INDEX "entries_words" ON "entries" USING gin ("words");
--> statement-breakpoint
-- The incidents of entries that hold the words, one row per entry, in no order; `most` null: of all. Postgres cannot
-- know how common the beginning of a word is, and must never read the whole log to find out.
CREATE FUNCTION entries_mentioning(wanted tsquery, most integer) RETURNS TABLE (incident_id uuid)
LANGUAGE sql STABLE SET enable_seqscan = off AS $$
  SELECT e.incident_id FROM entries e WHERE e.words @@ wanted LIMIT most
$$;
--> statement-breakpoint
-- Those with labels, for suggestions: few of many.
CREATE INDEX "incidents_labelled" ON "incidents" USING btree ("reported_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE labels <> '{}';
--> statement-breakpoint
-- Whose incidents: by anybody who ever held a role, whether or not they still do.
CREATE INDEX "role_spans_ever" ON "role_spans" USING btree ("person_id","role","incident_id");
--> statement-breakpoint
-- The row moves with every entry: its state beside it, and room on its page, so that no index has to follow.
ALTER TABLE "incidents" SET (toast_tuple_target = 128, fillfactor = 60);
--> statement-breakpoint
-- As before, in one statement instead of two: whoever holds the row's lock takes the next number, anybody else finds
-- that the log has moved on.
CREATE OR REPLACE FUNCTION entries_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE written jsonb := NEW.body::jsonb;
BEGIN
  NEW.body_hash := sha256(convert_to(NEW.body, 'UTF8'));
  UPDATE incidents SET seq = NEW.seq, head_hash = sha256(head_hash || int8send(NEW.seq) || NEW.body_hash)
    WHERE id = NEW.incident_id AND seq = NEW.seq - 1 RETURNING head_hash INTO NEW.hash;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'entry % of incident % does not follow the last one', NEW.seq, NEW.incident_id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entries_without_gaps';
  END IF;
  IF (written ->> 'seq')::integer IS DISTINCT FROM NEW.seq
    OR (written ->> 'commandId')::uuid IS DISTINCT FROM NEW.command_id
    OR (written ->> 'occurredAt')::timestamptz IS DISTINCT FROM NEW.occurred_at
    OR (written ->> 'recordedAt')::timestamptz IS DISTINCT FROM NEW.recorded_at THEN
    RAISE EXCEPTION 'the columns of entry % differ from its body', NEW.seq
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entries_columns_match_body';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- A trigger before the update would have Postgres make the row's search words anew for every entry.
DROP TRIGGER incidents_guard ON incidents;
--> statement-breakpoint
CREATE TRIGGER incidents_guard AFTER UPDATE ON incidents FOR EACH ROW
  WHEN ((NEW.id, NEW.ref, NEW.kind, NEW.seq, NEW.head_hash) IS DISTINCT FROM (OLD.id, OLD.ref, OLD.kind, OLD.seq, OLD.head_hash))
  EXECUTE FUNCTION incidents_guard();
