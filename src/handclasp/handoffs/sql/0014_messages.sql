-- What staff say to each other about a handoff: who is near reads it, who said it signs it, nobody takes it back. It
-- stands in the history as having been said; the words stand here only.
ALTER TABLE handoffs_message ADD CONSTRAINT message_is_short CHECK (length(body) <= 500);
ALTER TABLE handoffs_message ADD COLUMN organization_id bigint NOT NULL;
ALTER TABLE handoffs_messageread ADD COLUMN organization_id bigint NOT NULL;
CREATE TRIGGER a_message_organization BEFORE INSERT ON handoffs_message
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_messageread_organization BEFORE INSERT ON handoffs_messageread
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();

-- Nobody speaks for somebody else, and once a handoff has ended its talk is to be read only.
CREATE FUNCTION handoffs_guard_message() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.author_id IS DISTINCT FROM handclasp_person() THEN
        PERFORM handoffs_refuse('message_is_signed_by_its_author', 'nobody speaks for somebody else');
    END IF;
    IF NOT EXISTS (SELECT FROM handoffs_handoff WHERE id = NEW.handoff_id AND handoffs_is_open(state)) THEN
        PERFORM handoffs_refuse('message_is_about_an_open_handoff', 'this handoff has ended');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER message_author BEFORE INSERT ON handoffs_message
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_message();
CREATE TRIGGER message_append_only BEFORE UPDATE OR DELETE ON handoffs_message
    FOR EACH ROW EXECUTE FUNCTION handclasp_append_only();
CREATE TRIGGER message_append_only_whole BEFORE TRUNCATE ON handoffs_message
    FOR EACH STATEMENT EXECUTE FUNCTION handclasp_append_only();
CREATE TRIGGER message_history AFTER INSERT ON handoffs_message
    FOR EACH ROW EXECUTE FUNCTION handoffs_write_history('message', 'body');

-- Everybody reads for themselves, and what was read is not unread again.
CREATE FUNCTION handoffs_guard_message_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.staff_id IS DISTINCT FROM handclasp_person()
       OR (TG_OP = 'UPDATE' AND NEW.read_to < OLD.read_to) THEN
        PERFORM handoffs_refuse('messages_are_read_by_oneself_and_forward', 'nobody reads for somebody else');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER messageread_own BEFORE INSERT OR UPDATE ON handoffs_messageread
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_message_read();
CREATE TRIGGER messageread_stays BEFORE UPDATE OF handoff_id OR DELETE ON handoffs_messageread
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_stays('handoff_id');

DO $$
DECLARE home text; mine text;
BEGIN
    FOREACH home IN ARRAY ARRAY['message', 'messageread'] LOOP
        EXECUTE format('ALTER TABLE handoffs_%I ENABLE ROW LEVEL SECURITY', home);
        mine := 'organization_id = ANY ((SELECT handclasp_organizations(''message'', %1$L))::bigint[])'
                || ' AND handoffs_is_near(handoff_id, ''message'', %1$L)';
        EXECUTE format('CREATE POLICY %I ON handoffs_%I FOR SELECT USING (' || format(mine, 'r') || ')',
                       home || '_is_read_by_those_who_may', home);
        EXECUTE format('CREATE POLICY %I ON handoffs_%I FOR INSERT WITH CHECK (' || format(mine, 'w') || ')',
                       home || '_is_added_by_those_who_may', home);
        EXECUTE format('CREATE POLICY %I ON handoffs_%I FOR UPDATE USING (' || format(mine, 'w') || ')',
                       home || '_is_changed_by_those_who_may', home);
        EXECUTE format('CREATE POLICY %I ON handoffs_%I FOR DELETE USING (' || format(mine, 'w') || ')',
                       home || '_removals_meet_the_trigger', home);
    END LOOP;
END $$;
CREATE CONSTRAINT TRIGGER message_z_audited AFTER INSERT ON handoffs_message DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER messageread_z_audited AFTER INSERT OR UPDATE ON handoffs_messageread
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();

-- What would help is one of the house's needs or the organization's own, never another organization's.
CREATE FUNCTION handoffs_guard_need() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM directory_need WHERE id = NEW.need_id AND organization_id <> NEW.organization_id) THEN
        PERFORM handoffs_refuse('handoff_need_is_its_organizations', 'that need belongs to another organization');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handoff_need BEFORE INSERT OR UPDATE OF need_id ON handoffs_handoff
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_need();
