-- Search in logs, filters of the list.
SELECT 1;
