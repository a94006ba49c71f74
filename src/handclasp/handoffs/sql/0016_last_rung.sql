-- Whether somebody of the staff can be reached at all, page open or not. An account counts once its owner chose a
-- password or came in, or where nobody was invited, because the organization's own sign-on opens it.
CREATE FUNCTION directory_has_a_way(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM directory_staff s LEFT JOIN auth_user u ON u.id = s.user_id AND u.is_active
                    WHERE s.id = person AND (
                          s.phone <> '' OR u.password NOT LIKE '!%' OR u.last_login IS NOT NULL
                          OR u.id IS NOT NULL AND NOT EXISTS (SELECT FROM directory_invitation i WHERE i.staff_id = s.id)))
        OR EXISTS (SELECT FROM availability_reachway w
                    WHERE w.staff_id = person AND w.is_on AND w.worked_at IS NOT NULL
                      AND (w.failed_at IS NULL OR w.failed_at < w.worked_at));
END $$;

-- Who stands for a program when all else fails: its duty person, its last rung, its supervisor, in that order; and
-- what keeps each of them from being reached (`left`, `away`, `no_way`, or empty). A leave counts in the day of the
-- program's site. A way to be reached is an account that can sign in, a phone number in the directory, or a way
-- that the person keeps on and that has not failed since it last worked.
CREATE FUNCTION directory_rungs(programs bigint[], at timestamptz DEFAULT NULL)
RETURNS TABLE (program_id bigint, place integer, rung text, staff_id bigint, problem text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.id, named.place, named.rung, s.id, CASE
             WHEN NOT s.is_active THEN 'left'
             WHEN s.away_from <= today.day AND (s.away_until IS NULL OR s.away_until > today.day) THEN 'away'
             WHEN NOT directory_has_a_way(s.id) THEN 'no_way'
             ELSE '' END
      FROM directory_program p
      JOIN directory_site t ON t.id = p.site_id
      JOIN directory_organization o ON o.id = p.organization_id,
           LATERAL (VALUES (1, 'duty', p.duty_id), (2, 'last_rung', p.last_rung_id),
                           (3, 'supervisor', p.supervisor_id)) AS named (place, rung, staff_id)
      JOIN directory_staff s ON s.id = named.staff_id,
           LATERAL (SELECT (coalesce(at, nullif(current_setting('handclasp.now', true), '')::timestamptz, now())
                            AT TIME ZONE coalesce(nullif(t.time_zone, ''), o.time_zone))::date AS day) AS today
     WHERE p.id = ANY (programs)
$$;

-- The first who can be reached, or NULL: then the program cannot be chosen. Without `at`, the transaction's own time.
CREATE FUNCTION directory_last_rung(program bigint, at timestamptz DEFAULT NULL) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT staff_id FROM directory_rungs(ARRAY[program], at) WHERE problem = '' ORDER BY place LIMIT 1
$$;

-- Every ladder ends at a person: the last active one of the three stays while a handoff is open, and nobody begins to
-- receive without one.
CREATE OR REPLACE FUNCTION handoffs_guard_last_rung() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE programs bigint[];
BEGIN
    IF TG_TABLE_NAME = 'handoffs_handoff' THEN
        programs := ARRAY[NEW.to_program_id];
        -- The row was locked when the handoff was written: who retires it in the same instant comes before or after.
        IF (TG_OP = 'INSERT' OR OLD.to_program_id IS DISTINCT FROM NEW.to_program_id) AND handoffs_is_open(NEW.state)
           AND EXISTS (SELECT FROM directory_program WHERE id = NEW.to_program_id AND NOT receives) THEN
            PERFORM handoffs_refuse('handoff_goes_where_somebody_receives', 'this program receives nobody now');
        END IF;
    ELSIF TG_TABLE_NAME = 'directory_program' THEN programs := ARRAY[NEW.id];
    ELSE SELECT array_agg(id) INTO programs FROM directory_program
          WHERE NEW.id IN (duty_id, last_rung_id, supervisor_id);
    END IF;
    IF EXISTS (
        SELECT FROM handoffs_handoff h JOIN directory_program p ON p.id IN (h.from_program_id, h.to_program_id)
         WHERE handoffs_is_open(h.state) AND p.id = ANY (programs)
           AND NOT EXISTS (SELECT FROM directory_staff s
                            WHERE s.id IN (p.duty_id, p.last_rung_id, p.supervisor_id) AND s.is_active)) THEN
        PERFORM handoffs_refuse('open_handoff_has_a_last_rung', 'somebody must be reached when all else fails');
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER program_last_rung ON directory_program;
CREATE CONSTRAINT TRIGGER program_last_rung AFTER UPDATE OF duty_id, last_rung_id, supervisor_id ON directory_program
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION handoffs_guard_last_rung();
CREATE CONSTRAINT TRIGGER handoff_last_rung AFTER INSERT OR UPDATE OF to_program_id ON handoffs_handoff
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.to_program_id IS NOT NULL)
    EXECUTE FUNCTION handoffs_guard_last_rung();
