-- A search for what is rare reads what it finds, not the whole audit.
CREATE INDEX audit_refused ON platform_auditentry (organization_id, id) WHERE kind = 'refused';
CREATE INDEX audit_by_action ON platform_auditentry (action, id);
