-- Who holds a client, or has promised to reach one, can be accountable for it: a front desk or an office alone cannot.
CREATE OR REPLACE FUNCTION handoffs_guard_holder() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM directory_staff s JOIN handoffs_handoff h ON h.id = NEW.handoff_id
        WHERE s.id = NEW.staff_id AND s.is_active AND s.organization_id = h.organization_id FOR SHARE OF s;
    IF NOT FOUND THEN
        PERFORM handoffs_refuse('hand_is_held_by_active_staff', 'a hand is held by active staff of the organization');
    END IF;
    IF NOT EXISTS (SELECT FROM directory_role_held r WHERE r.staff_id = NEW.staff_id
                    AND r.role IN ('clinician', 'proxy', 'supervisor')) THEN
        PERFORM handoffs_refuse('hand_is_held_by_a_role_that_can', 'a front desk or an office alone holds nobody');
    END IF;
    RETURN NEW;
END $$;
