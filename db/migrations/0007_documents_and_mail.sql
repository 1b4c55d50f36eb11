CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"incident_id" uuid,
	"seq" integer,
	"recipient_id" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"source" jsonb NOT NULL,
	"secret" text,
	"message" jsonb,
	"state" text NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"in_doubt" boolean DEFAULT false NOT NULL,
	"lease_until" timestamptz(3),
	"due_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"provider" text,
	"provider_id" text,
	"trouble" text,
	"dedupe_key" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"first_tried_at" timestamptz(3),
	"sent_at" timestamptz(3),
	"changed_at" timestamptz(3) NOT NULL,
	CONSTRAINT "deliveries_dedupe_key_unique" UNIQUE("dedupe_key"),
	CONSTRAINT "deliveries_state_known" CHECK ("deliveries"."state" in ('pending', 'sending', 'uncertain', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "delivery_callbacks" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"provider_id" text NOT NULL,
	"type" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"received_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"address" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"delivery_id" uuid
);
--> statement-breakpoint
CREATE TABLE "document_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"document" text NOT NULL,
	"section" text NOT NULL,
	"text" text NOT NULL,
	"by_id" text NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"resolved_by_id" text,
	"resolved_by_name" text,
	"resolved_at" timestamptz(3),
	CONSTRAINT "document_comments_resolved" CHECK ((resolved_at is null) = (resolved_by_id is null))
);
--> statement-breakpoint
CREATE TABLE "document_files" (
	"incident_id" uuid NOT NULL,
	"document" text NOT NULL,
	"version" integer NOT NULL,
	"format" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "document_files_pkey" PRIMARY KEY("incident_id","document","version","format")
);
--> statement-breakpoint
CREATE TABLE "document_sections" (
	"incident_id" uuid NOT NULL,
	"document" text NOT NULL,
	"section" text NOT NULL,
	"revision" integer NOT NULL,
	"text" text,
	"composed_then" text NOT NULL,
	"edited_by" text NOT NULL,
	"edited_by_name" text NOT NULL,
	"edited_at" timestamptz(3) NOT NULL,
	CONSTRAINT "document_sections_pkey" PRIMARY KEY("incident_id","document","section"),
	CONSTRAINT "document_sections_known" CHECK ("document_sections"."document" in ('report', 'post_mortem'))
);
--> statement-breakpoint
CREATE TABLE "document_versions" (
	"incident_id" uuid NOT NULL,
	"document" text NOT NULL,
	"version" integer NOT NULL,
	"seq" integer NOT NULL,
	"through_seq" integer NOT NULL,
	"content" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"redacted_at" timestamptz(3),
	CONSTRAINT "document_versions_pkey" PRIMARY KEY("incident_id","document","version"),
	CONSTRAINT "document_versions_known" CHECK ("document_versions"."document" in ('report', 'post_mortem') and version >= 1)
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"incident_id" uuid PRIMARY KEY NOT NULL,
	"origin" text NOT NULL,
	"organisation" text NOT NULL,
	"time_zone" text NOT NULL,
	"skipped_after" integer,
	"imported_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follow_ups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"owner_id" text,
	"owner_name" text,
	"due_on" date,
	"url" text,
	"outcome" text,
	"created_by_id" text NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"changed_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3),
	CONSTRAINT "follow_ups_kind_known" CHECK ("follow_ups"."kind" in ('prevent', 'detect', 'mitigate', 'process')),
	CONSTRAINT "follow_ups_state_known" CHECK ("follow_ups"."state" in ('open', 'in_progress', 'done', 'dropped')),
	CONSTRAINT "follow_ups_ended" CHECK ((state in ('done', 'dropped')) = (ended_at is not null))
);
--> statement-breakpoint
CREATE TABLE "severity_groups" (
	"severity" text NOT NULL,
	"group" text NOT NULL,
	CONSTRAINT "severity_groups_pkey" PRIMARY KEY("severity","group")
);
--> statement-breakpoint
CREATE TABLE "stakeholders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"group" text,
	"created_at" timestamptz(3) NOT NULL,
	"removed_at" timestamptz(3),
	CONSTRAINT "stakeholders_email_shape" CHECK (email ~ '^[A-Za-z0-9.!#$%&''*+/=?^_{|}~-]+@[A-Za-z0-9.-]+$')
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_comments" ADD CONSTRAINT "document_comments_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_files" ADD CONSTRAINT "document_files_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_sections" ADD CONSTRAINT "document_sections_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_incident" ON "deliveries" USING btree ("incident_id","seq");--> statement-breakpoint
CREATE INDEX "deliveries_newest" ON "deliveries" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "deliveries_unfinished" ON "deliveries" USING btree ("due_at") WHERE state in ('pending', 'sending', 'uncertain');--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_provider_id" ON "deliveries" USING btree ("provider","provider_id");--> statement-breakpoint
CREATE INDEX "delivery_callbacks_message" ON "delivery_callbacks" USING btree ("provider","provider_id");--> statement-breakpoint
CREATE INDEX "document_comments_incident" ON "document_comments" USING btree ("incident_id","document","at");--> statement-breakpoint
CREATE INDEX "follow_ups_incident" ON "follow_ups" USING btree ("incident_id","number");--> statement-breakpoint
CREATE INDEX "follow_ups_open" ON "follow_ups" USING btree ("due_on","id") WHERE state in ('open', 'in_progress');--> statement-breakpoint
CREATE INDEX "follow_ups_owner" ON "follow_ups" USING btree ("owner_id","due_on");--> statement-breakpoint
CREATE UNIQUE INDEX "stakeholders_email_unique" ON "stakeholders" USING btree (lower(email)) WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "stakeholders_group" ON "stakeholders" USING btree ("group") WHERE removed_at is null;
--> statement-breakpoint
-- A saved version stays as it was saved; only a redaction empties words in it, and its hash stays that of what it said.
CREATE FUNCTION document_versions_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.redacted_at IS NOT NULL
    AND (NEW.incident_id, NEW.document, NEW.version, NEW.seq, NEW.through_seq, NEW.hash)
      IS NOT DISTINCT FROM (OLD.incident_id, OLD.document, OLD.version, OLD.seq, OLD.through_seq, OLD.hash) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'document_versions is append-only: % refused', TG_OP
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'document_versions_append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER document_versions_guard BEFORE UPDATE OR DELETE ON document_versions FOR EACH ROW EXECUTE FUNCTION document_versions_guard();
--> statement-breakpoint
CREATE TRIGGER document_versions_no_truncate BEFORE TRUNCATE ON document_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- As before; and besides, a whole log that comes from elsewhere in one transaction. Its incident stands there first,
-- with its last number and its head: the entries fill it up, each after the one before it, and are chained as ever.
-- One that was redacted where it was written keeps the hash of what it said.
CREATE OR REPLACE FUNCTION entries_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE written jsonb := NEW.body::jsonb; said bytea := NEW.body_hash; previous bytea;
BEGIN
  NEW.body_hash := sha256(convert_to(NEW.body, 'UTF8'));
  UPDATE incidents SET seq = NEW.seq, head_hash = sha256(head_hash || int8send(NEW.seq) || NEW.body_hash)
    WHERE id = NEW.incident_id AND seq = NEW.seq - 1 RETURNING head_hash INTO NEW.hash;
  IF NOT FOUND THEN
    IF NEW.seq = 1 THEN
      previous := sha256(convert_to(NEW.incident_id::text, 'UTF8'));
    ELSE
      SELECT hash INTO previous FROM entries WHERE incident_id = NEW.incident_id AND seq = NEW.seq - 1;
    END IF;
    IF previous IS NULL OR NOT is_being_imported(NEW.incident_id) THEN
      RAISE EXCEPTION 'entry % of incident % does not follow the last one', NEW.seq, NEW.incident_id
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entries_without_gaps';
    END IF;
    IF NEW.redacted_at IS NOT NULL THEN NEW.body_hash := said; END IF;
    NEW.hash := sha256(previous || int8send(NEW.seq) || NEW.body_hash);
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
-- Only while the transaction that brings the incident here lasts.
CREATE FUNCTION is_being_imported(incident uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM imports WHERE incident_id = incident AND xmin = pg_current_xact_id()::xid)
$$;
--> statement-breakpoint
-- When that transaction ends, the log must be whole, and say of each redacted entry that it was redacted.
CREATE FUNCTION imports_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM incidents i JOIN entries e ON e.incident_id = i.id AND e.seq = i.seq AND e.hash = i.head_hash
      WHERE i.id = NEW.incident_id)
    OR EXISTS (SELECT FROM entries e WHERE e.incident_id = NEW.incident_id AND e.redacted_at IS NOT NULL
      AND NOT (coalesce(e.body::jsonb -> 'redacted' = 'true', false) AND EXISTS (
        SELECT FROM entries said WHERE said.incident_id = e.incident_id AND said.seq > e.seq
          AND said.type = 'entry_redacted' AND (said.body::jsonb ->> 'corrects')::integer = e.seq))) THEN
    RAISE EXCEPTION 'the log of incident % is not whole', NEW.incident_id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'imports_are_whole';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER imports_are_whole AFTER INSERT ON imports DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION imports_are_whole();
--> statement-breakpoint
-- What a bundle brought is told again in the next bundle: it stays as it came.
CREATE TRIGGER imports_append_only BEFORE UPDATE OR DELETE ON imports FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER imports_no_truncate BEFORE TRUNCATE ON imports FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
