-- Row-level security. Every row that belongs to a handoff carries its organization, filled in here, so that a policy
-- needs no join: (SELECT handclasp_organizations(...)) is asked once a statement, the rest is a comparison.
CREATE FUNCTION handoffs_fill_organization() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'handoffs_ring' THEN
        SELECT organization_id INTO NEW.organization_id FROM handoffs_call WHERE id = NEW.call_id;
    ELSE
        SELECT organization_id INTO NEW.organization_id FROM handoffs_handoff WHERE id = NEW.handoff_id;
    END IF;
    RETURN NEW;
END $$;

-- A handoff keeps its organization (handoff_keeps_its_client_and_answer), so its rows may carry a copy.
DO $$
DECLARE home text; parent text;
BEGIN
    FOREACH home IN ARRAY ARRAY['call', 'ring', 'hand', 'pass', 'relief', 'watch', 'notice', 'promise', 'visit',
                                'attempt', 'summary', 'action', 'historyentry'] LOOP
        EXECUTE format('ALTER TABLE handoffs_%I ADD COLUMN organization_id bigint', home);
        EXECUTE format('ALTER TABLE handoffs_%I DISABLE TRIGGER USER', home);
        EXECUTE CASE home
            WHEN 'ring' THEN 'UPDATE handoffs_ring r SET organization_id = c.organization_id
                                FROM handoffs_call c WHERE c.id = r.call_id'
            ELSE format('UPDATE handoffs_%I r SET organization_id = h.organization_id
                           FROM handoffs_handoff h WHERE h.id = r.handoff_id', home) END;
        EXECUTE format('ALTER TABLE handoffs_%I ENABLE TRIGGER USER', home);
        IF home <> 'historyentry' THEN
            EXECUTE format('ALTER TABLE handoffs_%I ALTER organization_id SET NOT NULL', home);
        END IF;
    END LOOP;
END $$;

-- First of all triggers (they fire by name), because the policies look at it.
CREATE TRIGGER a_call_organization BEFORE INSERT ON handoffs_call
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_ring_organization BEFORE INSERT ON handoffs_ring
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_hand_organization BEFORE INSERT ON handoffs_hand
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_pass_organization BEFORE INSERT ON handoffs_pass
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_relief_organization BEFORE INSERT ON handoffs_relief
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_watch_organization BEFORE INSERT ON handoffs_watch
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_notice_organization BEFORE INSERT ON handoffs_notice
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_promise_organization BEFORE INSERT ON handoffs_promise
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_visit_organization BEFORE INSERT ON handoffs_visit
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_attempt_organization BEFORE INSERT ON handoffs_attempt
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_summary_organization BEFORE INSERT ON handoffs_summary
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_action_organization BEFORE INSERT ON handoffs_action
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();
CREATE TRIGGER a_historyentry_organization BEFORE INSERT ON handoffs_historyentry
    FOR EACH ROW EXECUTE FUNCTION handoffs_fill_organization();

-- How the actor stands to a handoff: 1 own, 2 program, 3 organization, 4 foreign (domain.permissions.Relation).
-- `kind` names what is wanted: a program's row counts where the role held there has the right to it ('' any role).
CREATE FUNCTION handoffs_relation(the_id bigint, the_kind text DEFAULT '', the_action text DEFAULT 'r')
RETURNS int LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me bigint := handclasp_person(); h handoffs_handoff;
BEGIN
    SELECT * INTO h FROM handoffs_handoff WHERE id = the_id;
    IF me IS NULL OR h.id IS NULL
       OR NOT EXISTS (SELECT FROM directory_staff WHERE id = me AND is_active AND organization_id = h.organization_id)
    THEN
        RETURN 4;
    ELSIF me IN (h.asked_by_id, h.receiver_id, h.backed_by_id)
       OR EXISTS (SELECT FROM handoffs_hand WHERE handoff_id = the_id AND staff_id = me)
       OR EXISTS (SELECT FROM handoffs_promise WHERE handoff_id = the_id AND staff_id = me)
       OR EXISTS (SELECT FROM handoffs_pass WHERE handoff_id = the_id AND taker_id = me AND state = 'asked')
       OR EXISTS (SELECT FROM handoffs_notice WHERE handoff_id = the_id AND staff_id = me)
       OR EXISTS (SELECT FROM handoffs_call c JOIN handoffs_ring r ON r.call_id = c.id
                   WHERE c.handoff_id = the_id AND r.staff_id = me AND r.state IN ('ringing', 'later', 'accepted'))
       OR EXISTS (SELECT FROM handoffs_hand d JOIN directory_staff s ON s.id = d.staff_id
                   WHERE d.handoff_id = the_id AND d.ended_at IS NULL AND s.deputy_id = me) THEN
        RETURN 1;
    ELSIF EXISTS (SELECT FROM directory_role_held r
                   WHERE r.staff_id = me AND r.program_id IN (h.from_program_id, h.to_program_id)
                     AND (the_kind = '' OR EXISTS (
                         SELECT FROM directory_row_right x
                          WHERE x.holder = r.role AND x.kind = the_kind AND x.action = the_action))) THEN
        RETURN 2;
    END IF;
    RETURN 3;
END $$;

-- What was said, tried and written down is for those who are near: the system's parts by their right, people by relation.
CREATE FUNCTION handoffs_is_near(the_id bigint, the_kind text, the_action text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT handclasp_person() IS NULL OR handoffs_relation(the_id, the_kind, the_action) <= 2
$$;

-- The number of the last change, for pages that are told of it without being shown what it was.
CREATE FUNCTION handoffs_last_change(the_id bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT max(id) FROM handoffs_historyentry WHERE handoff_id = the_id $$;

DO $$
DECLARE home text; kind text; near text; mine text;
BEGIN
    FOR home, kind IN VALUES
        ('handoff', 'handoff'), ('call', 'handoff'), ('ring', 'handoff'), ('hand', 'handoff'), ('pass', 'handoff'),
        ('relief', 'handoff'), ('watch', 'handoff'), ('promise', 'handoff'), ('visit', 'handoff'),
        ('notice', 'notice'), ('attempt', 'attempt'), ('summary', 'summary'), ('action', 'summary'),
        ('historyentry', 'history')
    LOOP
        EXECUTE format('ALTER TABLE handoffs_%I ENABLE ROW LEVEL SECURITY', home);
        near := CASE WHEN kind IN ('attempt', 'summary', 'history')
                     THEN ' AND handoffs_is_near(handoff_id, %L, %L)' ELSE '' END;
        mine := 'organization_id = ANY ((SELECT handclasp_organizations(%L, %L))::bigint[])' || near;
        EXECUTE format('CREATE POLICY %I ON handoffs_%I FOR SELECT USING (' || mine || ')',
                       home || '_is_read_by_those_who_may', home, kind, 'r', kind, 'r');
        IF kind = 'history' THEN  -- written by triggers; what would rewrite it meets the append-only trigger
            EXECUTE format('CREATE POLICY %I ON handoffs_%I FOR UPDATE USING (' || mine || ')',
                           home || '_changes_meet_the_trigger', home, kind, 'r', kind, 'r');
            EXECUTE format('CREATE POLICY %I ON handoffs_%I FOR DELETE USING (' || mine || ')',
                           home || '_removals_meet_the_trigger', home, kind, 'r', kind, 'r');
            CONTINUE;
        END IF;
        EXECUTE format('CREATE POLICY %I ON handoffs_%I FOR INSERT WITH CHECK (' || mine || ')',
                       home || '_is_added_by_those_who_may', home, kind, 'w', kind, 'w');
        EXECUTE format('CREATE POLICY %I ON handoffs_%I FOR UPDATE USING (' || mine || ')',
                       home || '_is_changed_by_those_who_may', home, kind, 'w', kind, 'w');
        EXECUTE format('CREATE POLICY %I ON handoffs_%I FOR DELETE USING (' || mine || ')',
                       home || '_removals_meet_the_trigger', home, kind, 'w', kind, 'w');
    END LOOP;
END $$;

-- A person's change of any of these is in the audit when the transaction ends.
CREATE CONSTRAINT TRIGGER handoff_z_audited AFTER INSERT OR UPDATE ON handoffs_handoff DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER call_z_audited AFTER INSERT OR UPDATE ON handoffs_call DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER ring_z_audited AFTER INSERT OR UPDATE ON handoffs_ring DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER hand_z_audited AFTER INSERT OR UPDATE ON handoffs_hand DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER pass_z_audited AFTER INSERT OR UPDATE ON handoffs_pass DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER relief_z_audited AFTER INSERT OR UPDATE ON handoffs_relief DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER watch_z_audited AFTER INSERT OR UPDATE ON handoffs_watch DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER promise_z_audited AFTER INSERT OR UPDATE ON handoffs_promise DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER visit_z_audited AFTER INSERT OR UPDATE ON handoffs_visit DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER attempt_z_audited AFTER INSERT OR UPDATE ON handoffs_attempt DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER summary_z_audited AFTER INSERT OR UPDATE ON handoffs_summary DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
CREATE CONSTRAINT TRIGGER action_z_audited AFTER INSERT OR UPDATE ON handoffs_action DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%')
    EXECUTE FUNCTION platform_guard_audited();
