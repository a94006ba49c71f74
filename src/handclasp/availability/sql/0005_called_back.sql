-- A client's call is written down once, while the pause runs; it ends when the clinician says they are back.
CREATE OR REPLACE FUNCTION availability_guard_pause_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.session_id, OLD.staff_id, OLD.began_at, OLD.back_by)
       IS DISTINCT FROM (NEW.session_id, NEW.staff_id, NEW.began_at, NEW.back_by) OR OLD.ended_at IS NOT NULL
       OR (OLD.called_at IS NOT NULL AND NEW.called_at IS DISTINCT FROM OLD.called_at) THEN
        RAISE EXCEPTION 'a pause is opened once, called back once and ended once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pause_is_never_rewritten';
    END IF;
    RETURN NEW;
END $$;
