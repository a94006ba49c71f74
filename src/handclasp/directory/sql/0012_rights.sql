-- Staff talk about a handoff among those who are near it; equal, by test, to domain.permissions.ROW_RIGHTS.
INSERT INTO directory_row_right
SELECT holder, 'message', action FROM unnest(ARRAY['clinician', 'proxy', 'front_desk', 'supervisor']) AS holder,
       unnest(ARRAY['r', 'w']) AS action;
