-- More commands: cancelled and merged incidents, labels.
ALTER TABLE "incidents" DROP CONSTRAINT "incidents_status_known";
--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_status_known" CHECK ("incidents"."status" in ('reported', 'investigating', 'identified', 'monitoring', 'resolved', 'closed', 'cancelled', 'merged'));
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "labels" text[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "merged_into" uuid;
--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_merged_into_incidents_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_merged_has_target" CHECK (("incidents"."status" = 'merged') = (merged_into is not null) and merged_into is distinct from id);
--> statement-breakpoint
CREATE INDEX "incidents_labels" ON "incidents" USING gin ("labels");
