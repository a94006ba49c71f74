-- Who did or read what: append-only, without foreign keys, chained by hash for each actor so that nobody waits for
-- anybody else. A row is numbered inside its chain's lock: the order of the numbers is the order of the chain.
ALTER TABLE platform_auditentry ADD COLUMN xact xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX audit_by_transaction ON platform_auditentry (xact);
ALTER TABLE platform_auditentry ADD CONSTRAINT audit_has_a_known_actor
    CHECK (actor ~ '^(staff:[0-9]+|system:[a-z_]+)$');

CREATE FUNCTION platform_audit_hash(row_before text, entry platform_auditentry) RETURNS text
LANGUAGE sql IMMUTABLE SET timezone = 'UTC' AS $$
    SELECT encode(sha256(convert_to(
        row_before || E'\n' || jsonb_build_array(
            entry.id, entry.at, entry.organization_id, entry.actor, entry.label, entry.action, entry.kind,
            entry.relation, entry.client_id, entry.handoff_id, entry.subject, entry.door, entry.origin,
            entry.device)::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION platform_chain_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.actor IS DISTINCT FROM handclasp_actor() THEN
        RAISE EXCEPTION 'nobody signs for somebody else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_names_who_acts';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('audit ' || NEW.actor, 0));
    NEW.id := nextval(pg_get_serial_sequence('platform_auditentry', 'id'));
    NEW.xact := pg_current_xact_id();
    NEW.previous := coalesce(
        (SELECT hash FROM platform_auditentry WHERE actor = NEW.actor ORDER BY id DESC LIMIT 1), '');
    NEW.hash := platform_audit_hash(NEW.previous, NEW);
    RETURN NEW;
END $$;
CREATE TRIGGER audit_chain BEFORE INSERT ON platform_auditentry
    FOR EACH ROW EXECUTE FUNCTION platform_chain_audit();

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON platform_auditentry
    FOR EACH ROW EXECUTE FUNCTION handclasp_append_only();
CREATE TRIGGER audit_append_only_whole BEFORE TRUNCATE ON platform_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION handclasp_append_only();

-- A person's change of anything about a client is written into the audit by the same transaction, or not at all.
CREATE FUNCTION platform_guard_audited() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE who text := coalesce(current_setting('handclasp.actor', true), '');
BEGIN
    IF who LIKE 'staff:%' AND NOT EXISTS (
        SELECT FROM platform_auditentry WHERE xact = pg_current_xact_id() AND actor = who) THEN
        RAISE EXCEPTION 'a person''s change is written into the audit'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'change_by_a_person_is_audited';
    END IF;
    RETURN NULL;
END $$;
