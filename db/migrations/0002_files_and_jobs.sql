-- Files, redaction, and what jobs need.
SELECT 1;
