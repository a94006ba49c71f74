-- Nothing of a handoff is deleted or moved to another one: it ends, and stays where it happened. Without this, a
-- watch could vanish under an open handoff, and nobody would be told.
CREATE FUNCTION handoffs_guard_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(OLD) -> TG_ARGV[0] <> to_jsonb(NEW) -> TG_ARGV[0] THEN
        PERFORM handoffs_refuse('what_belongs_to_a_handoff_stays', 'nothing of a handoff is deleted or moved');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pass_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_pass
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');
CREATE TRIGGER relief_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_relief
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');
CREATE TRIGGER call_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_call
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');
CREATE TRIGGER ring_stays BEFORE UPDATE OF call_id OR DELETE ON handoffs_ring
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('call_id');
CREATE TRIGGER watch_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_watch
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');
CREATE TRIGGER notice_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_notice
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');
CREATE TRIGGER promise_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_promise
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');
CREATE TRIGGER visit_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_visit
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');
CREATE TRIGGER attempt_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_attempt
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');
CREATE TRIGGER summary_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_summary
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');
CREATE TRIGGER action_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_action
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');
