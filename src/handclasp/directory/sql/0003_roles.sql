-- Who holds which role where: said once, read by the application and by the row policies alike.
-- A program's named supervisor supervises it; its duty person stands in it as a clinician unless a member already.
CREATE VIEW directory_role_held AS
    SELECT staff_id, program_id, role FROM directory_membership
    UNION
    SELECT supervisor_id, id, 'supervisor' FROM directory_program WHERE supervisor_id IS NOT NULL
    UNION
    SELECT p.duty_id, p.id, 'clinician' FROM directory_program p
     WHERE p.duty_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM directory_membership m WHERE m.staff_id = p.duty_id AND m.program_id = p.id)
    UNION
    SELECT staff_id, NULL::bigint, role FROM directory_office;

-- Whoever administers an organization can lock everybody out of it by leaving: one active administrator stays.
CREATE FUNCTION directory_guard_administrator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE home bigint;
BEGIN
    IF TG_TABLE_NAME = 'directory_office' THEN
        IF OLD.role <> 'admin' THEN RETURN NULL; END IF;
        SELECT organization_id INTO home FROM directory_staff WHERE id = OLD.staff_id;
    ELSE
        IF NOT OLD.is_active OR NEW.is_active
           OR NOT EXISTS (SELECT FROM directory_office WHERE staff_id = OLD.id AND role = 'admin') THEN
            RETURN NULL;
        END IF;
        home := OLD.organization_id;
    END IF;
    PERFORM FROM directory_organization WHERE id = home FOR UPDATE;  -- two who leave at once see each other
    IF home IS NOT NULL AND NOT EXISTS (
        SELECT FROM directory_office o JOIN directory_staff s ON s.id = o.staff_id
         WHERE o.role = 'admin' AND s.organization_id = home AND s.is_active) THEN
        RAISE EXCEPTION 'an organization keeps an administrator'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organization_keeps_an_administrator';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER office_keeps_administrator AFTER DELETE OR UPDATE ON directory_office
    FOR EACH ROW EXECUTE FUNCTION directory_guard_administrator();
CREATE TRIGGER staff_keeps_administrator AFTER UPDATE OF is_active ON directory_staff
    FOR EACH ROW EXECUTE FUNCTION directory_guard_administrator();
