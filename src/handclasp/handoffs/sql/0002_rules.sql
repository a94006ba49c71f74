-- The rules that may never break (product.md, "What may never break"), each with a name that says what must be true.
-- Triggers that must see every row are SECURITY DEFINER with a fixed search_path: row-level security must not blind them.

-- One person after another on a side, never two at once, and nothing is ever undone backwards in time.
-- int8range of one value stands in for btree_gist, which may not be assumed.
ALTER TABLE handoffs_hand ADD CONSTRAINT hand_side_never_overlaps EXCLUDE USING gist (
    int8range(handoff_id, handoff_id, '[]') WITH &&,
    (CASE side WHEN 'sending' THEN int4range(1, 2) ELSE int4range(2, 3) END) WITH &&,
    tstzrange(started_at, ended_at) WITH &&
);

-- Two planned visits never claim one person at one time; a supervisor's deliberate overbooking is on record.
ALTER TABLE handoffs_visit ADD CONSTRAINT visit_never_overlaps_for_one_person EXCLUDE USING gist (
    int8range(staff_id, staff_id, '[]') WITH &&,
    tstzrange(starts_at, ends_at) WITH &&
) WHERE (state = 'planned' AND overbooked_by_id IS NULL);

-- ---------------------------------------------------------------- the handoff's life
CREATE TABLE handoffs_allowed_move (
    before text NOT NULL,
    after text NOT NULL,
    PRIMARY KEY (before, after)
);
INSERT INTO handoffs_allowed_move VALUES
    ('', 'seeking'), ('', 'declined'), ('', 'not_now'),
    ('seeking', 'coming'), ('seeking', 'promised'), ('seeking', 'closed'),
    ('coming', 'seeking'), ('coming', 'promised'), ('coming', 'shared'), ('coming', 'closed'),
    ('promised', 'seeking'), ('promised', 'shared'), ('promised', 'closed'),
    ('shared', 'seeking'), ('shared', 'engaged'), ('shared', 'closed');

CREATE FUNCTION handoffs_is_open(state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT state IN ('seeking', 'coming', 'promised', 'shared') $$;

CREATE FUNCTION handoffs_refuse(rule text, why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', why USING ERRCODE = 'check_violation', CONSTRAINT = rule;
END $$;

CREATE FUNCTION handoffs_guard_life() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE before_state text := CASE TG_OP WHEN 'INSERT' THEN '' ELSE OLD.state END;
BEGIN
    IF (TG_OP = 'INSERT' OR OLD.state <> NEW.state)
       AND NOT EXISTS (SELECT FROM handoffs_allowed_move m WHERE m.before = before_state AND m.after = NEW.state) THEN
        PERFORM handoffs_refuse('handoff_moves_only_along_its_life',
                                format('a handoff does not go from %L to %L', before_state, NEW.state));
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NOT handoffs_is_open(OLD.state) THEN
            PERFORM handoffs_refuse('handoff_moves_only_along_its_life', 'an ended handoff does not change');
        END IF;
        IF (OLD.client_id, OLD.organization_id, OLD.answer, OLD.answered_at)
           IS DISTINCT FROM (NEW.client_id, NEW.organization_id, NEW.answer, NEW.answered_at) THEN
            PERFORM handoffs_refuse('handoff_keeps_its_client_and_answer',
                                    'client and answer of a handoff do not change');
        END IF;
        NEW.version := OLD.version + 1;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handoff_life BEFORE INSERT OR UPDATE ON handoffs_handoff
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_life();

-- Until consent is built: one organization, and no 42 CFR Part 2 program on either side.
CREATE FUNCTION handoffs_guard_boundary() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE dead boolean; home bigint;
BEGIN
    SELECT organization_id, is_deceased INTO home, dead FROM clients_client WHERE id = NEW.client_id FOR SHARE;
    IF home <> NEW.organization_id
       OR EXISTS (SELECT FROM directory_program WHERE id IN (NEW.from_program_id, NEW.to_program_id)
                  AND organization_id <> NEW.organization_id)
       OR EXISTS (SELECT FROM directory_staff WHERE id IN (NEW.asked_by_id, NEW.receiver_id)
                  AND organization_id <> NEW.organization_id) THEN
        PERFORM handoffs_refuse('handoff_stays_inside_one_organization',
                                'client, programs and people of a handoff belong to one organization');
    END IF;
    IF handoffs_is_open(NEW.state) OR TG_OP = 'INSERT' THEN
        PERFORM FROM directory_program WHERE id IN (NEW.from_program_id, NEW.to_program_id) AND is_part2 FOR SHARE;
        IF FOUND THEN
            PERFORM handoffs_refuse('handoff_avoids_part2_programs', 'a Part 2 program needs written consent first');
        END IF;
        IF dead THEN
            PERFORM handoffs_refuse('handoff_never_for_a_deceased_client', 'the client has died');
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER handoff_boundary
    AFTER INSERT OR UPDATE OF state, from_program_id, to_program_id, receiver_id ON handoffs_handoff
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_boundary();

-- The other end of the same rules: a program cannot become Part 2, nor a client leave, under an open handoff.
CREATE FUNCTION handoffs_guard_program() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.is_part2 OR NEW.organization_id <> OLD.organization_id) AND EXISTS (
        SELECT FROM handoffs_handoff h
        WHERE NEW.id IN (h.from_program_id, h.to_program_id) AND handoffs_is_open(h.state)) THEN
        PERFORM handoffs_refuse('program_with_open_handoffs_keeps_its_boundary',
                                'open handoffs would cross the boundary');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER program_boundary AFTER UPDATE OF is_part2, organization_id ON directory_program
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_program();

CREATE FUNCTION handoffs_guard_client() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.organization_id <> OLD.organization_id AND EXISTS (
        SELECT FROM handoffs_handoff h WHERE h.client_id = NEW.id) THEN
        PERFORM handoffs_refuse('client_with_handoffs_stays_in_the_organization',
                                'a client with handoffs stays in the organization');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER client_boundary AFTER UPDATE OF organization_id ON clients_client
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_client();

-- A client's death ends every open handoff in the same transaction (checked at commit).
CREATE FUNCTION handoffs_guard_death() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.is_deceased AND EXISTS (SELECT FROM handoffs_handoff h
                                   WHERE h.client_id = NEW.id AND handoffs_is_open(h.state)) THEN
        PERFORM handoffs_refuse('deceased_client_has_no_open_handoff', 'close the open handoffs with the death');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER client_death AFTER UPDATE OF is_deceased ON clients_client
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_death();

-- ---------------------------------------------------------------- hands
-- A hand is held by active staff of the handoff's organization. FOR SHARE meets a deactivation on the staff row.
CREATE FUNCTION handoffs_guard_holder() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM directory_staff s JOIN handoffs_handoff h ON h.id = NEW.handoff_id
        WHERE s.id = NEW.staff_id AND s.is_active AND s.organization_id = h.organization_id FOR SHARE OF s;
    IF NOT FOUND THEN
        PERFORM handoffs_refuse('hand_is_held_by_active_staff', 'a hand is held by active staff of the organization');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hand_holder BEFORE INSERT ON handoffs_hand
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_holder();

-- A span is opened once and closed once; who held and since when is never rewritten, and never removed.
CREATE FUNCTION handoffs_guard_hand_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR (OLD.handoff_id, OLD.side, OLD.staff_id, OLD.started_at, OLD.began_by)
          IS DISTINCT FROM (NEW.handoff_id, NEW.side, NEW.staff_id, NEW.started_at, NEW.began_by)
       OR OLD.ended_at IS NOT NULL THEN
        PERFORM handoffs_refuse('hand_is_never_rewritten', 'a hand is opened once and closed once');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hand_change BEFORE UPDATE OR DELETE ON handoffs_hand
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_hand_change();

CREATE FUNCTION handoffs_guard_staff() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF (NOT NEW.is_active OR NEW.organization_id <> OLD.organization_id) AND EXISTS (
        SELECT FROM handoffs_hand d JOIN handoffs_handoff h ON h.id = d.handoff_id
        WHERE d.staff_id = NEW.id AND d.ended_at IS NULL AND handoffs_is_open(h.state)) THEN
        PERFORM handoffs_refuse('staff_who_hold_stay_active', 'pass on first what this person holds');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER staff_holds AFTER UPDATE OF is_active, organization_id ON directory_staff
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_staff();

-- Nobody goes on leave across a deadline of somebody they hold.
CREATE FUNCTION handoffs_guard_leave() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.away_from IS NOT NULL AND EXISTS (
        SELECT FROM handoffs_hand d
          JOIN handoffs_handoff h ON h.id = d.handoff_id
          JOIN handoffs_watch w ON w.handoff_id = h.id AND w.closed_at IS NULL
          JOIN directory_organization o ON o.id = h.organization_id
         WHERE d.staff_id = NEW.id AND d.ended_at IS NULL AND handoffs_is_open(h.state)
           AND (w.due_at AT TIME ZONE o.time_zone)::date >= NEW.away_from
           AND (NEW.away_until IS NULL OR (w.due_at AT TIME ZONE o.time_zone)::date < NEW.away_until)) THEN
        PERFORM handoffs_refuse('staff_on_leave_have_no_deadline', 'pass on first what is due during the leave');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER staff_leave AFTER UPDATE OF away_from, away_until ON directory_staff
    FOR EACH ROW EXECUTE FUNCTION handoffs_guard_leave();

-- Never between hands: at every commit the sending side of an open handoff is held without a hole since the yes,
-- and the receiving side exactly while it is shared. The row lock makes concurrent closings see each other
-- (without it 300 concurrent closings left 291 handoffs in nobody's hands).
CREATE FUNCTION handoffs_guard_hands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE the_id bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
        h handoffs_handoff; sending int; receiving int; held tstzmultirange; asleep int;
BEGIN
    SELECT * INTO h FROM handoffs_handoff WHERE id = the_id FOR UPDATE;
    SELECT count(*) FILTER (WHERE side = 'sending' AND ended_at IS NULL),
           count(*) FILTER (WHERE side = 'receiving' AND ended_at IS NULL),
           range_agg(tstzrange(started_at, ended_at)) FILTER (WHERE side = 'sending')
      INTO sending, receiving, held FROM handoffs_hand WHERE handoff_id = the_id;
    IF (handoffs_is_open(h.state) AND sending <> 1)
       OR (receiving <> (CASE WHEN h.state IN ('shared', 'engaged') THEN 1 ELSE 0 END))
       OR (NOT handoffs_is_open(h.state) AND sending <> 0) THEN
        PERFORM handoffs_refuse('handoff_is_never_between_hands',
            format('handoff %s is %s with %s sending and %s receiving hands', the_id, h.state, sending, receiving));
    END IF;
    IF h.answer = 'yes' AND (held IS NULL OR (SELECT count(*) FROM unnest(held)) <> 1
                             OR lower(held) <> h.answered_at) THEN
        PERFORM handoffs_refuse('handoff_is_held_without_a_hole',
            format('handoff %s was not held all the time since the yes', the_id));
    END IF;
    IF handoffs_is_open(h.state) THEN
        SELECT count(*) INTO asleep FROM handoffs_hand d JOIN directory_staff s ON s.id = d.staff_id
         WHERE d.handoff_id = the_id AND d.ended_at IS NULL AND NOT s.is_active;
        IF asleep > 0 THEN
            PERFORM handoffs_refuse('hand_is_held_by_active_staff', 'somebody who holds is not active');
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER handoff_hands AFTER INSERT OR UPDATE OF state ON handoffs_handoff
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_hands('id');
CREATE CONSTRAINT TRIGGER hand_hands AFTER INSERT OR UPDATE ON handoffs_hand
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_hands('handoff_id');

-- ---------------------------------------------------------------- watches
-- Never silent: at every commit an open handoff has its one open watch, due no later than any open obligation;
-- an ended one has none. While paused, dates stop and only the review of the pause counts.
CREATE FUNCTION handoffs_guard_watch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE the_id bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
        h handoffs_handoff; watches int; watch_due timestamptz; first_due timestamptz; calls int;
BEGIN
    SELECT * INTO h FROM handoffs_handoff WHERE id = the_id FOR UPDATE;
    SELECT count(*), min(due_at) INTO watches, watch_due
      FROM handoffs_watch WHERE handoff_id = the_id AND closed_at IS NULL;
    IF watches <> (CASE WHEN handoffs_is_open(h.state) THEN 1 ELSE 0 END) THEN
        PERFORM handoffs_refuse('handoff_is_never_silent',
                                format('handoff %s is %s with %s open watches', the_id, h.state, watches));
    END IF;
    SELECT least((SELECT min(due_at) FROM handoffs_promise WHERE handoff_id = the_id AND state = 'open'),
                 (SELECT min(ends_at) FROM handoffs_visit WHERE handoff_id = the_id AND state = 'planned'))
      INTO first_due;
    IF watches = 1 AND h.paused_at IS NULL AND watch_due > first_due THEN
        PERFORM handoffs_refuse('watch_is_due_before_any_obligation',
                                format('the watch of handoff %s comes after something it owes', the_id));
    END IF;
    IF (h.state = 'promised') <> EXISTS (SELECT FROM handoffs_promise WHERE handoff_id = the_id AND state = 'open') THEN
        PERFORM handoffs_refuse('promised_handoff_has_one_open_promise',
                                format('handoff %s is %s: a promise is open exactly while promised', the_id, h.state));
    END IF;
    SELECT count(*) INTO calls FROM handoffs_call WHERE handoff_id = the_id AND ended_at IS NULL;
    IF calls > 0 AND h.state <> 'seeking' THEN
        PERFORM handoffs_refuse('pages_stop_when_somebody_comes', format('handoff %s still rings', the_id));
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER handoff_watched AFTER INSERT OR UPDATE OF state, paused_at ON handoffs_handoff
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_watch('id');
CREATE CONSTRAINT TRIGGER watch_watched AFTER INSERT OR UPDATE ON handoffs_watch
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_watch('handoff_id');
CREATE CONSTRAINT TRIGGER promise_watched AFTER INSERT OR UPDATE ON handoffs_promise
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_watch('handoff_id');
CREATE CONSTRAINT TRIGGER visit_watched AFTER INSERT OR UPDATE ON handoffs_visit
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_watch('handoff_id');
CREATE CONSTRAINT TRIGGER call_watched AFTER INSERT OR UPDATE ON handoffs_call
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_watch('handoff_id');

-- Pages stop in the same transaction that ends a call: no ring outlives its call.
CREATE FUNCTION handoffs_guard_rings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE the_call bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
BEGIN
    IF EXISTS (SELECT FROM handoffs_call c JOIN handoffs_ring r ON r.call_id = c.id
               WHERE c.id = the_call AND c.ended_at IS NOT NULL AND r.state = 'ringing') THEN
        PERFORM handoffs_refuse('pages_stop_when_the_call_ends', format('call %s ended and still rings', the_call));
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER call_rings AFTER INSERT OR UPDATE ON handoffs_call
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_rings('id');
CREATE CONSTRAINT TRIGGER ring_rings AFTER INSERT OR UPDATE ON handoffs_ring
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_rings('call_id');
