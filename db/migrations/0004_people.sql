-- Profiles, linked sign-ins, listed sessions, slowed-down guessing.
SELECT 1;
