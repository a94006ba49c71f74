-- Who is on the way to a client, or is being rung for one, is awaited and does not leave in that instant; and
-- nobody is on the way who has left.
CREATE FUNCTION handoffs_guard_awaited() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM handoffs_ring WHERE staff_id = NEW.id AND state = 'ringing')
       OR EXISTS (SELECT FROM handoffs_handoff WHERE receiver_id = NEW.id AND state = 'coming') THEN
        PERFORM handoffs_refuse('staff_who_are_awaited_stay_active', 'a client waits for this person right now');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER staff_awaited AFTER UPDATE OF is_active ON directory_staff
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION handoffs_guard_awaited();

CREATE FUNCTION handoffs_guard_receiver() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM directory_staff WHERE id = NEW.receiver_id AND is_active FOR SHARE;  -- who leaves at once waits
    IF NOT FOUND THEN
        PERFORM handoffs_refuse('receiver_who_comes_is_active_staff', 'only active staff are on the way to a client');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER receiver_comes BEFORE UPDATE OF state, receiver_id ON handoffs_handoff
    FOR EACH ROW WHEN (NEW.state = 'coming' AND NEW.receiver_id IS NOT NULL)
    EXECUTE FUNCTION handoffs_guard_receiver();

-- What somebody has in hand, as numbers only: an administrator sees how much passes on, and no client.
CREATE FUNCTION handoffs_held_by(person bigint)
RETURNS TABLE (kind text, program_id bigint, many bigint) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT d.side, CASE d.side WHEN 'sending' THEN h.from_program_id ELSE h.to_program_id END, count(*)
      FROM handoffs_hand d JOIN handoffs_handoff h ON h.id = d.handoff_id AND handoffs_is_open(h.state)
     WHERE d.staff_id = person AND d.ended_at IS NULL GROUP BY 1, 2
    UNION ALL
    SELECT 'promise', h.to_program_id, count(*) FROM handoffs_promise p JOIN handoffs_handoff h ON h.id = p.handoff_id
     WHERE p.staff_id = person AND p.state = 'open' GROUP BY 2
    UNION ALL
    SELECT 'coming', to_program_id, count(*) FROM handoffs_handoff
     WHERE receiver_id = person AND state = 'coming' GROUP BY 2
    UNION ALL
    SELECT 'ring', r.program_id, count(*) FROM handoffs_ring r
     WHERE r.staff_id = person AND r.state = 'ringing' GROUP BY 2
    UNION ALL
    SELECT 'asked', CASE p.side WHEN 'sending' THEN h.from_program_id ELSE h.to_program_id END, count(*)
      FROM handoffs_pass p JOIN handoffs_handoff h ON h.id = p.handoff_id
     WHERE p.taker_id = person AND p.state = 'asked' GROUP BY 2
$$;
