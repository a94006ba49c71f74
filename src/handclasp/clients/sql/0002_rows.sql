-- Row-level security: without an actor who may, there is no client.
ALTER TABLE clients_client ENABLE ROW LEVEL SECURITY;
CREATE POLICY client_is_read_in_the_organization ON clients_client FOR SELECT
    USING (organization_id = ANY ((SELECT handclasp_organizations('client', 'r'))::bigint[]));
CREATE POLICY client_is_added_in_the_organization ON clients_client FOR INSERT
    WITH CHECK (organization_id = ANY ((SELECT handclasp_organizations('client', 'w'))::bigint[]));
CREATE POLICY client_is_changed_in_the_organization ON clients_client FOR UPDATE
    USING (organization_id = ANY ((SELECT handclasp_organizations('client', 'w'))::bigint[]));

CREATE CONSTRAINT TRIGGER client_z_audited AFTER INSERT OR UPDATE OR DELETE ON clients_client
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('handclasp.actor', true) LIKE 'staff:%') EXECUTE FUNCTION platform_guard_audited();
