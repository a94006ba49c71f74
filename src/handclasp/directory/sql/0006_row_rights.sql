-- What the database lets each role and each part of the system read and write, row by row. Equal, by test, to
-- domain.permissions.ROW_RIGHTS; written by migrations only (no policy lets the application's role write here).
CREATE TABLE directory_row_right (
    holder text NOT NULL,
    kind text NOT NULL,
    action text NOT NULL,
    PRIMARY KEY (holder, kind, action)
);
INSERT INTO directory_row_right
SELECT holder, kind, action FROM (VALUES
    ('clinician', 'client', 'rw'), ('clinician', 'handoff', 'rw'), ('clinician', 'attempt', 'rw'),
    ('clinician', 'summary', 'rw'), ('clinician', 'history', 'r'), ('clinician', 'notice', 'rw'),
    ('clinician', 'audit', 'w'),
    ('proxy', 'client', 'rw'), ('proxy', 'handoff', 'rw'), ('proxy', 'attempt', 'rw'), ('proxy', 'summary', 'rw'),
    ('proxy', 'history', 'r'), ('proxy', 'notice', 'rw'), ('proxy', 'audit', 'w'),
    ('front_desk', 'client', 'rw'), ('front_desk', 'handoff', 'rw'), ('front_desk', 'attempt', 'rw'),
    ('front_desk', 'notice', 'rw'), ('front_desk', 'audit', 'w'),
    ('supervisor', 'client', 'rw'), ('supervisor', 'handoff', 'rw'), ('supervisor', 'attempt', 'rw'),
    ('supervisor', 'summary', 'rw'), ('supervisor', 'history', 'r'), ('supervisor', 'notice', 'rw'),
    ('supervisor', 'audit', 'w'),
    ('quality_director', 'handoff', 'r'), ('quality_director', 'audit', 'w'),
    ('privacy_officer', 'client', 'r'), ('privacy_officer', 'audit', 'rw'),
    ('admin', 'audit', 'w'),
    ('system:watches', 'client', 'r'), ('system:watches', 'handoff', 'rw'), ('system:watches', 'attempt', 'r'),
    ('system:watches', 'notice', 'rw'),
    ('system:importer', 'client', 'rw'), ('system:importer', 'handoff', 'rw'), ('system:importer', 'attempt', 'r'),
    ('system:importer', 'notice', 'rw'), ('system:importer', 'audit', 'w'),
    ('system:sign_in', 'audit', 'w')
) AS given (holder, kind, actions), LATERAL regexp_split_to_table(actions, '') AS action;
ALTER TABLE directory_row_right ENABLE ROW LEVEL SECURITY;
CREATE POLICY row_right_is_no_secret ON directory_row_right FOR SELECT USING (true);

-- The person in whose name this transaction acts, or NULL. Who names nobody sees nothing.
CREATE FUNCTION handclasp_person() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT substring(current_setting('handclasp.actor', true) FROM '^staff:([0-9]{1,18})$')::bigint
$$;

-- The organizations in which the actor may read ('r') or write ('w') rows of this kind. Policies ask once a statement.
CREATE FUNCTION handclasp_organizations(the_kind text, the_action text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me bigint := handclasp_person(); who text := current_setting('handclasp.actor', true);
BEGIN
    IF me IS NOT NULL THEN
        RETURN ARRAY(
            SELECT s.organization_id FROM directory_staff s
             WHERE s.id = me AND s.is_active AND EXISTS (
                SELECT FROM directory_role_held r JOIN directory_row_right x ON x.holder = r.role
                 WHERE r.staff_id = me AND x.kind = the_kind AND x.action = the_action));
    ELSIF EXISTS (SELECT FROM directory_row_right WHERE holder = who AND kind = the_kind AND action = the_action) THEN
        RETURN ARRAY(SELECT id FROM directory_organization);
    END IF;
    RETURN '{}';
END $$;

-- The audit is read by privacy officers only. Everybody's deeds are written into it, whatever they may read.
ALTER TABLE platform_auditentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_is_read_by_privacy_officers ON platform_auditentry FOR SELECT
    USING (organization_id = ANY ((SELECT handclasp_organizations('audit', 'r'))::bigint[]));
CREATE POLICY audit_is_written_by_all ON platform_auditentry FOR INSERT
    WITH CHECK (actor = current_setting('handclasp.actor', true));
CREATE POLICY audit_changes_meet_the_trigger ON platform_auditentry FOR UPDATE
    USING (organization_id = ANY ((SELECT handclasp_organizations('audit', 'r'))::bigint[]));
CREATE POLICY audit_removals_meet_the_trigger ON platform_auditentry FOR DELETE
    USING (organization_id = ANY ((SELECT handclasp_organizations('audit', 'r'))::bigint[]));
