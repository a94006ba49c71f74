-- The pages of the introduction hear of a client's call as they hear of the end of the pause.
DROP TRIGGER pause_over ON availability_pause;
CREATE TRIGGER pause_over AFTER UPDATE OF called_at, ended_at ON availability_pause
    FOR EACH ROW EXECUTE FUNCTION handoffs_tell_pause_over();
