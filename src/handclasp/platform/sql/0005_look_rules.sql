-- What a privacy officer found is theirs to read and to add, in their own name, and nobody's to change.
CREATE TRIGGER look_append_only BEFORE UPDATE OR DELETE ON platform_auditlook
    FOR EACH ROW EXECUTE FUNCTION handclasp_append_only();
CREATE TRIGGER look_append_only_whole BEFORE TRUNCATE ON platform_auditlook
    FOR EACH STATEMENT EXECUTE FUNCTION handclasp_append_only();

ALTER TABLE platform_auditlook ENABLE ROW LEVEL SECURITY;
CREATE POLICY look_is_read_by_privacy_officers ON platform_auditlook FOR SELECT
    USING (organization_id = ANY ((SELECT handclasp_organizations('audit', 'r'))::bigint[]));
CREATE POLICY look_is_added_by_privacy_officers ON platform_auditlook FOR INSERT
    WITH CHECK (organization_id = ANY ((SELECT handclasp_organizations('audit', 'r'))::bigint[])
                AND actor = current_setting('handclasp.actor', true));
CREATE POLICY look_changes_meet_the_trigger ON platform_auditlook FOR UPDATE
    USING (organization_id = ANY ((SELECT handclasp_organizations('audit', 'r'))::bigint[]));
CREATE POLICY look_removals_meet_the_trigger ON platform_auditlook FOR DELETE
    USING (organization_id = ANY ((SELECT handclasp_organizations('audit', 'r'))::bigint[]));

-- Searching: by what an entry is about, and newest first within an organization.
CREATE INDEX audit_by_subject ON platform_auditentry (subject, id) WHERE subject <> '';
