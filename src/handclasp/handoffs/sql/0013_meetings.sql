-- Where people meet who are not in one room: it follows its handoff in everything. The link, the numbers and whom to
-- call stand in the row only, and never in its history.
ALTER TABLE handoffs_meeting ADD COLUMN organization_id bigint NOT NULL;
CREATE TRIGGER a_meeting_organization BEFORE INSERT ON handoffs_meeting
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER meeting_history AFTER INSERT OR UPDATE ON handoffs_meeting
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('meeting', 'link,dial_in,alternate_name,alternate_phone');
CREATE TRIGGER meeting_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_meeting
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');

-- A meeting ends with what it is for: when nobody is on the way any more, and when the introduction is over.
CREATE FUNCTION handoffs_end_meetings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE handoffs_meeting SET ended_at = handclasp_now() WHERE handoff_id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER handoff_ends_its_meetings AFTER UPDATE OF state, introduction_ended_at ON handoffs_handoff
    FOR EACH ROW WHEN (NEW.state NOT IN ('coming', 'shared') OR NEW.introduction_ended_at IS NOT NULL)
    EXECUTE FUNCTION handoffs_end_meetings();

ALTER TABLE handoffs_meeting ENABLE ROW LEVEL SECURITY;
CREATE POLICY meeting_is_read_by_those_who_may ON handoffs_meeting FOR SELECT
    USING (organization_id = ANY ((SELECT handclasp_organizations('handoff', 'r'))::bigint[]));
CREATE POLICY meeting_is_added_by_those_who_may ON handoffs_meeting FOR INSERT
    WITH CHECK (organization_id = ANY ((SELECT handclasp_organizations('handoff', 'w'))::bigint[]));
CREATE POLICY meeting_is_changed_by_those_who_may ON handoffs_meeting FOR UPDATE
    USING (organization_id = ANY ((SELECT handclasp_organizations('handoff', 'w'))::bigint[]));
CREATE POLICY meeting_removals_meet_the_trigger ON handoffs_meeting FOR DELETE
    USING (organization_id = ANY ((SELECT handclasp_organizations('handoff', 'w'))::bigint[]));
CREATE CONSTRAINT TRIGGER meeting_z_audited AFTER INSERT OR UPDATE ON handoffs_meeting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
