-- Never forgotten: every change of what belongs to a handoff writes its own history, in the same transaction,
-- with the actor and the time that the transaction names. Long words that people wrote are named, not repeated.

CREATE FUNCTION handoffs_write_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    subject text := TG_ARGV[0];
    quiet text[] := string_to_array(coalesce(TG_ARGV[1], ''), ',');
    was jsonb := CASE TG_OP WHEN 'INSERT' THEN '{}'::jsonb ELSE to_jsonb(OLD) END;
    is_now jsonb := to_jsonb(NEW);
    the_handoff bigint;
    changed jsonb;
BEGIN
    IF subject = 'handoff' THEN the_handoff := NEW.id;
    ELSIF subject = 'ring' THEN SELECT handoff_id INTO the_handoff FROM handoffs_call
                                 WHERE id = (is_now ->> 'call_id')::bigint;
    ELSE the_handoff := (is_now ->> 'handoff_id')::bigint;
    END IF;
    SELECT coalesce(jsonb_object_agg(key, CASE WHEN key = ANY (quiet) THEN 'true'::jsonb ELSE value END), '{}')
      INTO changed FROM jsonb_each(is_now)
     WHERE key NOT IN ('version', 'handoff_id') AND value IS DISTINCT FROM was -> key;
    IF changed = '{}'::jsonb THEN RETURN NULL; END IF;
    INSERT INTO handoffs_historyentry (handoff_id, at, actor, label, subject, subject_id, event, detail)
    VALUES (the_handoff, handclasp_now(), handclasp_actor(), current_setting('handclasp.label', true), subject,
            coalesce((is_now ->> 'id')::bigint, the_handoff),
            CASE TG_OP WHEN 'INSERT' THEN 'opened' ELSE 'changed' END, changed);
    RETURN NULL;
END $$;

CREATE TRIGGER handoff_history AFTER INSERT OR UPDATE ON handoffs_handoff
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('handoff', 'close_note');
CREATE TRIGGER hand_history AFTER INSERT OR UPDATE ON handoffs_hand
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('hand');
CREATE TRIGGER pass_history AFTER INSERT OR UPDATE ON handoffs_pass
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('pass', 'reason');
CREATE TRIGGER relief_history AFTER INSERT OR UPDATE ON handoffs_relief
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('relief', 'reason');
CREATE TRIGGER call_history AFTER INSERT OR UPDATE ON handoffs_call
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('call');
CREATE TRIGGER ring_history AFTER INSERT OR UPDATE ON handoffs_ring
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('ring');
CREATE TRIGGER promise_history AFTER INSERT OR UPDATE ON handoffs_promise
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('promise');
CREATE TRIGGER visit_history AFTER INSERT OR UPDATE ON handoffs_visit
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('visit');
CREATE TRIGGER attempt_history AFTER INSERT OR UPDATE ON handoffs_attempt
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('attempt', 'note');
CREATE TRIGGER summary_history AFTER INSERT OR UPDATE ON handoffs_summary
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history(
        'summary', 'said,contingency,corrections,priority,small_step,read_back');
CREATE TRIGGER action_history AFTER INSERT OR UPDATE ON handoffs_action
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('action', 'what');
CREATE TRIGGER watch_history AFTER INSERT OR UPDATE ON handoffs_watch
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('watch');
CREATE TRIGGER notice_history AFTER INSERT ON handoffs_notice
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('notice');

CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON handoffs_historyentry
    FOR EACH ROW EXECUTE FUNCTION handclasp_append_only();
CREATE TRIGGER history_append_only_whole BEFORE TRUNCATE ON handoffs_historyentry
    FOR EACH STATEMENT EXECUTE FUNCTION handclasp_append_only();

ALTER TABLE handoffs_historyentry ADD CONSTRAINT history_has_a_known_actor
    CHECK (actor ~ '^(staff:[0-9]+|system:[a-z_]+)$');

-- Nothing of a handoff is ever deleted: it ends, and stays.
CREATE TRIGGER handoff_stays BEFORE DELETE ON handoffs_handoff
    FOR EACH ROW EXECUTE FUNCTION handclasp_append_only();
