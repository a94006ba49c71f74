-- Who has left is not reachable, whatever they said last.
CREATE FUNCTION availability_let_go() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE availability_presence SET status = 'off', until = NULL WHERE staff_id = NEW.id;
    UPDATE availability_openpage SET closed_at = greatest(seen_at, clock_timestamp())
     WHERE staff_id = NEW.id AND closed_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER staff_off AFTER UPDATE OF is_active ON directory_staff
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION availability_let_go();
