-- An offer to come in 5 minutes ends with its call: it is no way to read on for somebody who was not taken.
CREATE OR REPLACE FUNCTION handoffs_relation(the_id bigint, the_kind text DEFAULT '', the_action text DEFAULT 'r')
RETURNS int LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me bigint := handclasp_person(); h handoffs_handoff;
BEGIN
    SELECT * INTO h FROM handoffs_handoff WHERE id = the_id;
    IF me IS NULL OR h.id IS NULL
       OR NOT EXISTS (SELECT FROM directory_staff WHERE id = me AND is_active AND organization_id = h.organization_id)
    THEN
        RETURN 4;
    ELSIF me IN (h.asked_by_id, h.receiver_id, h.backed_by_id)
       OR EXISTS (SELECT FROM handoffs_hand WHERE handoff_id = the_id AND staff_id = me)
       OR EXISTS (SELECT FROM handoffs_promise WHERE handoff_id = the_id AND staff_id = me)
       OR EXISTS (SELECT FROM handoffs_pass WHERE handoff_id = the_id AND taker_id = me AND state = 'asked')
       OR EXISTS (SELECT FROM handoffs_notice WHERE handoff_id = the_id AND staff_id = me)
       OR EXISTS (SELECT FROM handoffs_call c JOIN handoffs_ring r ON r.call_id = c.id
                   WHERE c.handoff_id = the_id AND r.staff_id = me
                     AND (r.state IN ('ringing', 'accepted') OR (r.state = 'later' AND c.ended_at IS NULL)))
       OR EXISTS (SELECT FROM handoffs_hand d JOIN directory_staff s ON s.id = d.staff_id
                   WHERE d.handoff_id = the_id AND d.ended_at IS NULL AND s.deputy_id = me) THEN
        RETURN 1;
    ELSIF EXISTS (SELECT FROM directory_role_held r
                   WHERE r.staff_id = me AND r.program_id IN (h.from_program_id, h.to_program_id)
                     AND (the_kind = '' OR EXISTS (
                         SELECT FROM directory_row_right x
                          WHERE x.holder = r.role AND x.kind = the_kind AND x.action = the_action))) THEN
        RETURN 2;
    END IF;
    RETURN 3;
END $$;
