-- A picture travels with every page that shows its person: it stays small (bytes).
ALTER TABLE directory_staffphoto
    ADD CONSTRAINT photo_is_small CHECK (octet_length(image) BETWEEN 1 AND 61440);

-- Walking minutes say something only inside a building, or between buildings of one organization.
CREATE FUNCTION directory_guard_room_walk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(DISTINCT site_id) FROM directory_room WHERE id IN (NEW.first_id, NEW.second_id)) <> 1 THEN
        RAISE EXCEPTION 'both rooms of a walk are at one site'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'room_walk_stays_at_one_site';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER room_walk_one_site AFTER INSERT OR UPDATE ON directory_roomwalk
    FOR EACH ROW EXECUTE FUNCTION directory_guard_room_walk();

CREATE FUNCTION directory_guard_site_walk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(DISTINCT organization_id) FROM directory_site WHERE id IN (NEW.first_id, NEW.second_id)) <> 1 THEN
        RAISE EXCEPTION 'both sites of a walk belong to one organization'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'site_walk_stays_in_one_organization';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER site_walk_one_organization AFTER INSERT OR UPDATE ON directory_sitewalk
    FOR EACH ROW EXECUTE FUNCTION directory_guard_site_walk();

-- Whoever sits in a room sits there under its new name too; the minutes on foot are looked up by it.
CREATE FUNCTION directory_room_was_renamed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE directory_staff SET room = NEW.name
     WHERE site_id = NEW.site_id AND lower(btrim(room)) = lower(OLD.name);
    RETURN NULL;
END $$;
CREATE TRIGGER room_renames_its_staff AFTER UPDATE OF name ON directory_room
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION directory_room_was_renamed();
