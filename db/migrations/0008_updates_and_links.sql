CREATE TABLE "public_states" (
	"incident_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"state" jsonb NOT NULL,
	"ended_at" timestamptz(3),
	"changed_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "share_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"incident_id" uuid,
	"label" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"created_by_id" text NOT NULL,
	"created_by_name" text NOT NULL,
	"expires_at" timestamptz(3),
	"revoked_at" timestamptz(3),
	"views" integer DEFAULT 0 NOT NULL,
	"last_viewed_at" timestamptz(3),
	CONSTRAINT "share_links_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "share_links_hash_only" CHECK (octet_length(token_hash) = 32),
	CONSTRAINT "share_links_expire_later" CHECK (expires_at > created_at)
);
--> statement-breakpoint
CREATE TABLE "subscribers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"incident_id" uuid,
	"severities" text[] DEFAULT '{}' NOT NULL,
	"stakeholder_id" uuid,
	"link_id" uuid,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"secret" text,
	"created_at" timestamptz(3) NOT NULL,
	"confirmed_at" timestamptz(3),
	"confirm_hash" "bytea",
	"ended_at" timestamptz(3),
	"end_reason" text,
	CONSTRAINT "subscribers_of_something" CHECK ((incident_id is not null) <> (cardinality(severities) > 0)),
	CONSTRAINT "subscribers_webhooks_are_signed" CHECK ((channel = 'webhook') = (secret is not null)),
	CONSTRAINT "subscribers_end_has_reason" CHECK ((ended_at is null) = (end_reason is null))
);
--> statement-breakpoint
-- The list of the words in an entry knows headlines too: a generated column can only be made anew, and its index with it.
ALTER TABLE "entries" drop column "words";--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "words" "tsvector" GENERATED ALWAYS AS (jsonb_to_tsvector('simple', jsonb_path_query_array(body::jsonb, '$.payload.** ? (@.type() == "object").keyvalue() ? (@.key == "text" || @.key == "headline" || @.key == "topic" || @.key == "reported" || @.key == "reportedBy" || @.key == "source" || @.key == "reason" || @.key == "solution" || @.key == "brief" || @.key == "title" || @.key == "url" || @.key == "rejected" || @.key == "service" || @.key == "name" || @.key == "alt" || @.key == "sentence" || ((@.key == "from" || @.key == "to") && ($.type == "topic_changed" || $.payload.kind == "deploy"))).value ? (@.type() == "string")'), '["string"]')) STORED;--> statement-breakpoint
CREATE INDEX "entries_words" ON "entries" USING gin ("words");--> statement-breakpoint
ALTER TABLE "public_states" ADD CONSTRAINT "public_states_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_link_id_share_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."share_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "share_links_incident" ON "share_links" USING btree ("incident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscribers_once" ON "subscribers" USING btree ("channel",lower(address),coalesce(incident_id, '00000000-0000-0000-0000-000000000000')) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "subscribers_incident" ON "subscribers" USING btree ("incident_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "subscribers_stakeholder" ON "subscribers" USING btree ("stakeholder_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscribers_confirm" ON "subscribers" USING btree ("confirm_hash") WHERE confirm_hash is not null;--> statement-breakpoint
-- All that a stakeholder's page reads (RELIABILITY T6, §7): no label, no name, no log.
CREATE VIEW stakeholder_links AS
  SELECT id, token_hash, incident_id, expires_at, revoked_at FROM share_links;
--> statement-breakpoint
CREATE VIEW stakeholder_states AS
  SELECT incident_id, version, state, ended_at, changed_at,
    -- What happened elsewhere is nothing current here.
    EXISTS (SELECT FROM imports WHERE imports.incident_id = public_states.incident_id) AS is_imported
  FROM public_states;
--> statement-breakpoint
CREATE VIEW stakeholder_house AS SELECT name, time_zone FROM organisation;
--> statement-breakpoint
-- The role that sees these views and nothing else. Where the migration may not make roles, the pages read as the owner.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sitrep_public') THEN
    CREATE ROLE sitrep_public NOLOGIN;
  END IF;
EXCEPTION WHEN OTHERS THEN
  -- Another database of this server may be making it at this moment; and roles may not be ours to make.
  RAISE NOTICE 'sitrep_public was not made: %', SQLERRM;
END $$;
--> statement-breakpoint
DO $$ BEGIN
  GRANT USAGE ON SCHEMA public TO sitrep_public;
  GRANT SELECT ON stakeholder_links, stakeholder_states, stakeholder_house TO sitrep_public;
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'sitrep_public has no rights here: %', SQLERRM;
END $$;
--> statement-breakpoint
-- Whoever runs the app has to be able to take it. Before PostgreSQL 16 every member is.
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'sitrep_public',
      CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE format('GRANT sitrep_public TO %I', current_user);
  END IF;
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'sitrep_public cannot be taken here: %', SQLERRM;
END $$;
