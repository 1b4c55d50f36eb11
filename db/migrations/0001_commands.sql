-- More commands: cancelled and merged incidents, labels, pins.
SELECT 1;
