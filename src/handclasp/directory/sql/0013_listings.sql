-- An outside agency is an organization of which nobody works here. Whoever brings in the first of its staff, by whatever
-- door, makes it one of the house.
CREATE FUNCTION directory_staff_bring_their_organization_in() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE directory_organization SET is_outside = false WHERE id = NEW.organization_id AND is_outside;
    RETURN NULL;
END $$;
CREATE TRIGGER staff_bring_their_organization_in AFTER INSERT OR UPDATE OF organization_id ON directory_staff
    FOR EACH ROW EXECUTE FUNCTION directory_staff_bring_their_organization_in();

-- Outside agencies own no rows about clients, so no part of the system reads or writes any in their name; and a
-- directory of thousands does not lengthen what every policy compares with.
CREATE OR REPLACE FUNCTION handclasp_organizations(the_kind text, the_action text) RETURNS bigint[]
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
        RETURN ARRAY(SELECT id FROM directory_organization WHERE NOT is_outside);
    END IF;
    RETURN '{}';
END $$;
