-- Who is watching.
SELECT 1;
