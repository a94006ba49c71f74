-- Two blocks of one person are never at the same time. The person stands in the index as a range of one number,
-- because no extension may be assumed (btree_gist).
ALTER TABLE availability_occurrence ADD CONSTRAINT blocks_never_overlap_for_one_person
    EXCLUDE USING gist (int8range(staff_id, staff_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&);

-- What colleagues see of the blocks: not of somebody who has left or is on leave, not on a day the site is closed.
-- Said here once, so that a leave counts in the instant in which it is declared.
CREATE VIEW availability_published AS
    SELECT o.id, o.block_id, o.staff_id, o.on_date, o.starts_at, o.ends_at, o.reminded_at
      FROM availability_occurrence o
      JOIN directory_staff s ON s.id = o.staff_id AND s.is_active
     WHERE (s.away_from IS NULL OR o.on_date < s.away_from OR o.on_date >= s.away_until)
       -- A question of each row by itself: joined, the planner reads every date of a large house for one person's first.
       AND o.on_date <> ALL (coalesce((SELECT t.closed_on FROM directory_site t WHERE t.id = s.site_id), '{}'));

-- A block is at the same hour of the clock on the wall, also after the wall has moved: another time zone of the site,
-- or another site, has the dates written anew by the worker.
CREATE FUNCTION availability_write_anew() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE availability_horizon h SET reaches_to = NULL FROM directory_staff s
     WHERE s.id = h.staff_id
       AND CASE TG_TABLE_NAME WHEN 'directory_staff' THEN s.id = NEW.id
                              WHEN 'directory_site' THEN s.site_id = NEW.id
                              ELSE s.organization_id = NEW.id END;
    RETURN NULL;
END $$;
CREATE TRIGGER staff_moves_their_blocks AFTER UPDATE OF site_id ON directory_staff
    FOR EACH ROW WHEN (OLD.site_id IS DISTINCT FROM NEW.site_id) EXECUTE FUNCTION availability_write_anew();
CREATE TRIGGER site_moves_its_blocks AFTER UPDATE OF time_zone ON directory_site
    FOR EACH ROW WHEN (OLD.time_zone <> NEW.time_zone) EXECUTE FUNCTION availability_write_anew();
CREATE TRIGGER organization_moves_its_blocks AFTER UPDATE OF time_zone ON directory_organization
    FOR EACH ROW WHEN (OLD.time_zone <> NEW.time_zone) EXECUTE FUNCTION availability_write_anew();
