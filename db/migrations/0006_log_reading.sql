-- Whoever reads a page of a long log gets what corrects it too, however far on that stands: these few rows.
CREATE INDEX "entries_amending" ON "entries" USING btree ("incident_id","seq")
  WHERE type in ('entry_corrected', 'entry_redacted', 'change_undone');
