CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"target" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"incident_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"body" text NOT NULL,
	"command_id" uuid NOT NULL,
	"command_part" smallint NOT NULL,
	"occurred_at" timestamptz(3) NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"type" text GENERATED ALWAYS AS (((body::jsonb) ->> 'type')) STORED,
	"payload" jsonb GENERATED ALWAYS AS (((body::jsonb) -> 'payload')) STORED,
	CONSTRAINT "entries_pkey" PRIMARY KEY("incident_id","seq"),
	CONSTRAINT "entries_not_ahead" CHECK ("entries"."occurred_at" <= "entries"."recorded_at" + interval '5 minutes')
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"actor_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"answer" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"kind" text NOT NULL,
	"seq" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"fold_version" integer NOT NULL,
	"state" jsonb,
	"topic" text NOT NULL,
	"severity" text NOT NULL,
	"status" text NOT NULL,
	"impact_started_at" timestamptz(3),
	"reported_at" timestamptz(3) NOT NULL,
	"acknowledged_at" timestamptz(3),
	"mitigated_at" timestamptz(3),
	"resolved_at" timestamptz(3),
	"closed_at" timestamptz(3),
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', ref || ' ' || topic || ' ' || coalesce(state ->> 'reported', '') || ' ' || coalesce(state -> 'facts' -> 'cause' ->> 'text', '') || ' ' || coalesce(state ->> 'solution', ''))) STORED,
	CONSTRAINT "incidents_ref_unique" UNIQUE("ref"),
	CONSTRAINT "incidents_severity_known" CHECK ("incidents"."severity" in ('SEV1', 'SEV2', 'SEV3')),
	CONSTRAINT "incidents_status_known" CHECK ("incidents"."status" in ('reported', 'investigating', 'identified', 'monitoring', 'resolved', 'closed')),
	CONSTRAINT "incidents_times_in_order" CHECK (impact_started_at <= least(reported_at, acknowledged_at, mitigated_at, resolved_at, closed_at)
        and reported_at <= least(acknowledged_at, resolved_at) and acknowledged_at <= resolved_at
        and mitigated_at <= resolved_at and resolved_at <= closed_at),
	CONSTRAINT "incidents_status_has_times" CHECK (("incidents"."status" in ('resolved', 'closed')) = (resolved_at is not null) and ("incidents"."status" = 'closed') = (closed_at is not null))
);
--> statement-breakpoint
CREATE TABLE "ref_counters" (
	"kind" text PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role_spans" (
	"incident_id" uuid NOT NULL,
	"role" text NOT NULL,
	"person_id" text NOT NULL,
	"started_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3),
	CONSTRAINT "role_spans_in_order" CHECK ("role_spans"."started_at" <= "role_spans"."ended_at")
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "organisation_is_one" CHECK ("organisation"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"person_id" uuid,
	"role" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"last_used_at" timestamptz(3),
	"revoked_at" timestamptz(3),
	CONSTRAINT "api_tokens_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "one_time_links" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"person_id" uuid,
	"created_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"used_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"time_zone" text,
	"created_at" timestamptz(3) NOT NULL,
	"disabled_at" timestamptz(3),
	CONSTRAINT "people_email_shape" CHECK ("people"."email" ~ '^[A-Za-z0-9.!#$%&''*+/=?^_{|}~-]+@[A-Za-z0-9.-]+$'),
	CONSTRAINT "people_role_known" CHECK ("people"."role" in ('admin', 'member', 'observer'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"seen_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_spans" ADD CONSTRAINT "role_spans_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "entries_command_once" ON "entries" USING btree ("command_id","command_part");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "incidents_reported" ON "incidents" USING btree ("reported_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "incidents_status" ON "incidents" USING btree ("status");--> statement-breakpoint
CREATE INDEX "incidents_kind" ON "incidents" USING btree ("kind","reported_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "incidents_resolved" ON "incidents" USING btree ("resolved_at" DESC NULLS LAST) WHERE resolved_at is not null;--> statement-breakpoint
CREATE INDEX "incidents_search" ON "incidents" USING gin ("search");--> statement-breakpoint
CREATE INDEX "role_spans_incident" ON "role_spans" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "role_spans_person" ON "role_spans" USING btree ("person_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "role_spans_one_commander" ON "role_spans" USING btree ("incident_id") WHERE role = 'commander' and ended_at is null;--> statement-breakpoint
CREATE INDEX "api_tokens_person" ON "api_tokens" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "one_time_links_person" ON "one_time_links" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email_unique" ON "people" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "role_spans" ADD CONSTRAINT "role_spans_no_two_commanders"
  EXCLUDE USING gist (incident_id WITH =, tstzrange(started_at, ended_at) WITH &&) WHERE (role = 'commander');
--> statement-breakpoint
-- Numbers the log and chains it (D3): the caller cannot choose another number than the next, and the row lock on
-- the incident, held to commit, makes the order of numbers the order of commits.
CREATE FUNCTION entries_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last integer; head bytea; written jsonb;
BEGIN
  SELECT seq, head_hash INTO STRICT last, head FROM incidents WHERE id = NEW.incident_id FOR UPDATE;
  IF NEW.seq IS DISTINCT FROM last + 1 THEN
    RAISE EXCEPTION 'entry % of incident % does not follow entry %', NEW.seq, NEW.incident_id, last
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entries_without_gaps';
  END IF;
  written := NEW.body::jsonb;
  IF (written ->> 'seq')::integer IS DISTINCT FROM NEW.seq
    OR (written ->> 'commandId')::uuid IS DISTINCT FROM NEW.command_id
    OR (written ->> 'occurredAt')::timestamptz IS DISTINCT FROM NEW.occurred_at
    OR (written ->> 'recordedAt')::timestamptz IS DISTINCT FROM NEW.recorded_at THEN
    RAISE EXCEPTION 'the columns of entry % differ from its body', NEW.seq
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entries_columns_match_body';
  END IF;
  NEW.body_hash := sha256(convert_to(NEW.body, 'UTF8'));
  NEW.hash := sha256(head || int8send(NEW.seq) || NEW.body_hash);
  UPDATE incidents SET seq = NEW.seq, head_hash = NEW.hash WHERE id = NEW.incident_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER entries_append BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entries_append();
--> statement-breakpoint
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER incidents_no_delete BEFORE DELETE ON incidents FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER incidents_no_truncate BEFORE TRUNCATE ON incidents FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- The head of the chain moves only when an entry is appended: that is, from within entries_append.
CREATE FUNCTION incidents_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.ref, NEW.kind) IS DISTINCT FROM (OLD.id, OLD.ref, OLD.kind) THEN
    RAISE EXCEPTION 'id, ref and kind of an incident never change'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'incidents_identity';
  END IF;
  IF (NEW.seq, NEW.head_hash) IS DISTINCT FROM (OLD.seq, OLD.head_hash) AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'seq and head_hash of an incident follow its log'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'incidents_head_follows_log';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER incidents_guard BEFORE UPDATE ON incidents FOR EACH ROW EXECUTE FUNCTION incidents_guard();
--> statement-breakpoint
INSERT INTO ref_counters (kind, last) VALUES ('real', 0), ('drill', 0);
