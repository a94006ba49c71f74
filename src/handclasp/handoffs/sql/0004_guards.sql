-- What the first rules left to good manners.

-- The application's role may write rows; it may not write the rules. Migrations change the moves with this switched off.
CREATE FUNCTION handoffs_guard_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM handoffs_refuse('moves_change_only_by_migration', 'the moves of a handoff change by migration only');
    RETURN NULL;
END $$;
CREATE TRIGGER moves_stay BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON handoffs_allowed_move
    FOR EACH STATEMENT EXECUTE FUNCTION handoffs_guard_moves();

-- History is what happened, not what somebody says happened: only the triggers of the changes write it.
CREATE FUNCTION handoffs_guard_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        PERFORM handoffs_refuse('history_is_written_by_what_happens', 'history is written by the changes themselves');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER history_by_changes BEFORE INSERT ON handoffs_historyentry
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_entries();

-- Every ladder ends at a person: the last active duty person or supervisor stays while a handoff is open.
CREATE FUNCTION handoffs_guard_last_rung() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE programs bigint[];
BEGIN
    IF TG_TABLE_NAME = 'directory_program' THEN programs := ARRAY[NEW.id];
    ELSE SELECT array_agg(id) INTO programs FROM directory_program WHERE NEW.id IN (duty_id, supervisor_id);
    END IF;
    IF EXISTS (
        SELECT FROM handoffs_handoff h
         WHERE handoffs_is_open(h.state) AND (h.from_program_id = ANY (programs) OR h.to_program_id = ANY (programs))
           AND NOT EXISTS (SELECT FROM directory_program p
                             JOIN directory_staff s ON s.id IN (p.duty_id, p.supervisor_id)
                            WHERE p.id IN (h.from_program_id, h.to_program_id) AND s.is_active)) THEN
        PERFORM handoffs_refuse('open_handoff_has_a_last_rung', 'somebody must be reached when all else fails');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER program_last_rung AFTER UPDATE OF duty_id, supervisor_id ON directory_program
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_last_rung();
CREATE CONSTRAINT TRIGGER staff_last_rung AFTER UPDATE OF is_active ON directory_staff
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT NEW.is_active) EXECUTE FUNCTION handoffs_guard_last_rung();
