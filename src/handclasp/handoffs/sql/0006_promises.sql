-- Who promised to reach a client is as bound as who holds one: a promise is made by active staff of the
-- organization, and whoever made one passes it on before leaving.
CREATE TRIGGER promise_holder BEFORE INSERT OR UPDATE OF staff_id ON handoffs_promise
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_holder();

CREATE OR REPLACE FUNCTION handoffs_guard_staff() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF (NOT NEW.is_active OR NEW.organization_id <> OLD.organization_id) AND (EXISTS (
        SELECT FROM handoffs_hand d JOIN handoffs_handoff h ON h.id = d.handoff_id
        WHERE d.staff_id = NEW.id AND d.ended_at IS NULL AND handoffs_is_open(h.state)) OR EXISTS (
        SELECT FROM handoffs_promise p WHERE p.staff_id = NEW.id AND p.state = 'open')) THEN
        PERFORM handoffs_refuse('staff_who_hold_stay_active', 'pass on first what this person holds');
    END IF;
    RETURN NULL;
END $$;
