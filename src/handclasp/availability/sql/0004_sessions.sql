-- Interruption etiquette (product.md): a session is interrupted at most once, only where its client was told in advance
-- and agreed, never more often a day than the person and each of their programs allow.

-- How often this person may be interrupted on one day: the least of their own number and their programs'.
CREATE FUNCTION availability_interruptions_a_day(person bigint) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT least(s.interruptions_a_day, min(p.interruptions_a_day))::int
      FROM directory_staff s
      LEFT JOIN directory_membership m ON m.staff_id = s.id
      LEFT JOIN directory_program p ON p.id = m.program_id
     WHERE s.id = person GROUP BY s.id
$$;

-- How often they were on the local day of `at`, in their site's time zone.
CREATE FUNCTION availability_interrupted_on_day(person bigint, at timestamptz) RETURNS int
LANGUAGE plpgsql STABLE AS $$
DECLARE zone text; midnight timestamptz; next_midnight timestamptz;
BEGIN
    SELECT coalesce(nullif(l.time_zone, ''), o.time_zone) INTO zone
      FROM directory_staff s JOIN directory_organization o ON o.id = s.organization_id
      LEFT JOIN directory_site l ON l.id = s.site_id WHERE s.id = person;
    midnight := date_trunc('day', at AT TIME ZONE zone) AT TIME ZONE zone;
    next_midnight := (date_trunc('day', at AT TIME ZONE zone) + interval '1 day') AT TIME ZONE zone;
    RETURN (SELECT count(*) FROM availability_pause
             WHERE staff_id = person AND began_at >= midnight AND began_at < next_midnight);
END $$;

CREATE FUNCTION availability_guard_pause() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE s availability_session;
BEGIN
    -- Always the person first, then the session: whoever counts a day or withdraws a yes waits here.
    PERFORM FROM directory_staff WHERE id = NEW.staff_id FOR NO KEY UPDATE;
    SELECT * INTO s FROM availability_session WHERE id = NEW.session_id FOR UPDATE;
    -- Nobody leaves the room because the clock says so: a session counts until somebody ends it, or half an hour later.
    IF s.staff_id <> NEW.staff_id OR NEW.began_at < s.started_at OR NEW.began_at >= s.ends_at + interval '30 minutes'
       OR s.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a pause lies inside its own session'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pause_lies_inside_its_session';
    END IF;
    IF s.agreed IS NOT TRUE OR s.told_at > NEW.began_at OR s.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'the client of this session was not told, or did not agree'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pause_only_where_the_client_agreed';
    END IF;
    IF availability_interrupted_on_day(NEW.staff_id, NEW.began_at)
       >= availability_interruptions_a_day(NEW.staff_id) THEN
        RAISE EXCEPTION 'this person was interrupted often enough today'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pauses_stay_within_the_day';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pause_etiquette BEFORE INSERT ON availability_pause
    FOR EACH ROW EXECUTE FUNCTION availability_guard_pause();

-- A pause is opened once and ended once; what it was is never rewritten, because the day is counted by it.
CREATE FUNCTION availability_guard_pause_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.session_id, OLD.staff_id, OLD.began_at, OLD.back_by)
       IS DISTINCT FROM (NEW.session_id, NEW.staff_id, NEW.began_at, NEW.back_by) OR OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a pause is opened once and ended once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pause_is_never_rewritten';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pause_change BEFORE UPDATE ON availability_pause
    FOR EACH ROW EXECUTE FUNCTION availability_guard_pause_change();

-- A session that ended stays ended, and takes nothing with it: no open pause, no note of its client.
CREATE FUNCTION availability_guard_session_end() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'an ended session does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ended_session_does_not_change';
    END IF;
    IF OLD.client_said_no AND NOT NEW.client_said_no THEN
        RAISE EXCEPTION 'what a client said by their own hand stands'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'clients_own_no_stands';
    END IF;
    IF (OLD.agreed, OLD.told_at) IS DISTINCT FROM (NEW.agreed, NEW.told_at)
       AND EXISTS (SELECT FROM availability_pause WHERE session_id = NEW.id) THEN
        RAISE EXCEPTION 'what the client said before a pause is not rewritten after it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'yes_before_a_pause_stands';
    END IF;
    IF NEW.ended_at IS NOT NULL THEN
        IF EXISTS (SELECT FROM availability_pause WHERE session_id = NEW.id
                    AND (ended_at IS NULL OR ended_at > NEW.ended_at)) THEN
            RAISE EXCEPTION 'a session ends after its pause'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'session_ends_after_its_pause';
        END IF;
        DELETE FROM availability_shownnote WHERE session_id = NEW.id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER session_end BEFORE UPDATE ON availability_session
    FOR EACH ROW EXECUTE FUNCTION availability_guard_session_end();

-- Who has left is in no session any more.
CREATE FUNCTION availability_leave_session() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE availability_pause SET ended_at = greatest(began_at, handclasp_now()), ended_by = 'session'
     WHERE staff_id = NEW.id AND ended_at IS NULL;
    UPDATE availability_session s SET ended_at = greatest(started_at, handclasp_now(),
           (SELECT max(p.ended_at) FROM availability_pause p WHERE p.session_id = s.id))
     WHERE staff_id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER staff_leaves_session AFTER UPDATE OF is_active ON directory_staff
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION availability_leave_session();

-- A room that is renamed keeps its tablets, and the session that runs in it keeps the tablet.
CREATE FUNCTION availability_room_was_renamed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE availability_roomtablet SET room = NEW.name
     WHERE site_id = NEW.site_id AND lower(room) = lower(OLD.name);
    UPDATE availability_session SET room = NEW.name
     WHERE site_id = NEW.site_id AND lower(room) = lower(OLD.name) AND ended_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER room_renames_its_tablets AFTER UPDATE OF name ON directory_room
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION availability_room_was_renamed();

-- What a client chose to show is read by the clinician of that session and by nobody else; the tablet only writes it.
ALTER TABLE availability_shownnote ENABLE ROW LEVEL SECURITY;
CREATE POLICY shown_note_is_read_by_its_clinician ON availability_shownnote FOR SELECT
    USING (staff_id = handclasp_person());
CREATE POLICY shown_note_is_added_by_the_tablet ON availability_shownnote FOR INSERT
    WITH CHECK (current_setting('handclasp.actor', true) = 'system:tablet');

CREATE FUNCTION availability_guard_shown_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM availability_session
      WHERE id = NEW.session_id AND staff_id = NEW.staff_id AND ended_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a note is shown to the clinician of an open session'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'note_is_shown_in_its_session';
    END IF;
    DELETE FROM availability_shownnote WHERE session_id = NEW.session_id;  -- showing once more replaces it
    RETURN NEW;
END $$;
CREATE TRIGGER shown_note_place BEFORE INSERT ON availability_shownnote
    FOR EACH ROW EXECUTE FUNCTION availability_guard_shown_note();
