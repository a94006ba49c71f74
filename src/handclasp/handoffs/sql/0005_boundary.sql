-- The boundary of a handoff, without waiting where nothing can go wrong. A handoff that begins waits for whoever is
-- changing its client (a death in the same instant); one that moves on does not, because a death first closes what
-- is open, behind the handoff's own lock. Otherwise an acceptance would wait for a long import to end.
CREATE OR REPLACE FUNCTION handoffs_guard_boundary() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE dead boolean; home bigint; begins boolean := TG_OP = 'INSERT';
        programs bigint[] := ARRAY[NEW.from_program_id, NEW.to_program_id];
BEGIN
    IF begins THEN
        PERFORM FROM clients_client WHERE id = NEW.client_id FOR SHARE;
    END IF;
    IF begins OR (OLD.from_program_id, OLD.to_program_id) IS DISTINCT FROM (NEW.from_program_id, NEW.to_program_id) THEN
        PERFORM FROM directory_program WHERE id = ANY (programs) ORDER BY id FOR SHARE;
    END IF;
    SELECT organization_id, is_deceased INTO home, dead FROM clients_client WHERE id = NEW.client_id;
    IF home <> NEW.organization_id
       OR EXISTS (SELECT FROM directory_program WHERE id = ANY (programs) AND organization_id <> NEW.organization_id)
       OR EXISTS (SELECT FROM directory_staff WHERE id IN (NEW.asked_by_id, NEW.receiver_id)
                  AND organization_id <> NEW.organization_id) THEN
        PERFORM handoffs_refuse('handoff_stays_inside_one_organization',
                                'client, programs and people of a handoff belong to one organization');
    END IF;
    IF begins OR handoffs_is_open(NEW.state) THEN
        IF EXISTS (SELECT FROM directory_program WHERE id = ANY (programs) AND is_part2) THEN
            PERFORM handoffs_refuse('handoff_avoids_part2_programs', 'a Part 2 program needs written consent first');
        END IF;
        IF dead THEN
            PERFORM handoffs_refuse('handoff_never_for_a_deceased_client', 'the client has died');
        END IF;
    END IF;
    RETURN NULL;
END $$;
