-- A ring to somebody who is in a session is a ring into that session, whoever wrote it; it is let through only where
-- the person opted in, the client was told and agreed, nobody interrupted before, and the day has room for one more.
CREATE FUNCTION handoffs_guard_interruption() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE s availability_session;
BEGIN
    SELECT * INTO s FROM availability_session
     WHERE staff_id = NEW.staff_id AND ended_at IS NULL
       AND ends_at > NEW.rung_at - interval '30 minutes' FOR SHARE;  -- as the pause's own guard
    IF NEW.interrupts_id IS DISTINCT FROM s.id AND NEW.interrupts_id IS NOT NULL THEN
        PERFORM handoffs_refuse('ring_interrupts_only_with_leave', 'that session is over, or somebody else''s');
    END IF;
    IF s.id IS NULL THEN RETURN NEW; END IF;
    NEW.interrupts_id := s.id;
    IF s.agreed IS NOT TRUE OR s.withdrawn_at IS NOT NULL
       OR NOT EXISTS (SELECT FROM directory_staff WHERE id = NEW.staff_id AND may_be_interrupted)
       OR EXISTS (SELECT FROM availability_pause WHERE session_id = s.id)
       OR availability_interrupted_on_day(NEW.staff_id, NEW.rung_at)
          >= availability_interruptions_a_day(NEW.staff_id) THEN
        PERFORM handoffs_refuse('ring_interrupts_only_with_leave', 'this session may not be interrupted');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ring_etiquette BEFORE INSERT ON handoffs_ring
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_interruption();

-- When a pause ends, the pages of the introduction hear of it, though whoever ended it (a tablet) may not know which.
CREATE FUNCTION handoffs_tell_pause_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE the_handoff bigint;
BEGIN
    FOR the_handoff IN SELECT DISTINCT c.handoff_id FROM handoffs_ring r JOIN handoffs_call c ON c.id = r.call_id
                        WHERE r.interrupts_id = NEW.session_id AND r.state = 'accepted' LOOP
        PERFORM pg_notify('handclasp_live', jsonb_build_object('t', jsonb_build_array('handoff:' || the_handoff))::text);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER pause_over AFTER UPDATE OF ended_at ON availability_pause
    FOR EACH ROW EXECUTE FUNCTION handoffs_tell_pause_over();
