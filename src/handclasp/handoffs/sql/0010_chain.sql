-- History is chained by hash, handoff by handoff: whoever changes a handoff has locked it, so its chain never forks.
ALTER TABLE handoffs_historyentry ADD COLUMN previous text NOT NULL DEFAULT '';
ALTER TABLE handoffs_historyentry ADD COLUMN hash text NOT NULL DEFAULT '';

CREATE FUNCTION handoffs_history_hash(row_before text, entry handoffs_historyentry) RETURNS text
LANGUAGE sql IMMUTABLE SET timezone = 'UTC' AS $$
    SELECT encode(sha256(convert_to(row_before || E'\n' ||
        jsonb_build_array(entry.id, entry.handoff_id, entry.at, entry.actor, entry.label, entry.subject,
                          entry.subject_id, entry.event, entry.detail)::text, 'UTF8')), 'hex')
$$;

-- What happened before there was a chain is chained as it stands.
ALTER TABLE handoffs_historyentry DISABLE TRIGGER USER;
DO $$
DECLARE entry handoffs_historyentry; before text; last bigint := 0;
BEGIN
    FOR entry IN SELECT * FROM handoffs_historyentry ORDER BY handoff_id, id LOOP
        IF entry.handoff_id <> last THEN before := ''; last := entry.handoff_id; END IF;
        UPDATE handoffs_historyentry SET previous = before, hash = handoffs_history_hash(before, entry)
         WHERE id = entry.id RETURNING hash INTO before;
    END LOOP;
END $$;
ALTER TABLE handoffs_historyentry ENABLE TRIGGER USER;
CREATE UNIQUE INDEX history_chain_never_forks ON handoffs_historyentry (handoff_id, previous);

CREATE FUNCTION handoffs_chain_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    NEW.previous := coalesce((SELECT hash FROM handoffs_historyentry WHERE handoff_id = NEW.handoff_id
                               ORDER BY id DESC LIMIT 1), '');
    NEW.hash := handoffs_history_hash(NEW.previous, NEW);
    RETURN NEW;
END $$;
CREATE TRIGGER history_chain BEFORE INSERT ON handoffs_historyentry
    FOR EACH ROW EXECUTE FUNCTION handoffs_chain_history();

-- The organization stands on every row now; it is no news in the history.
CREATE OR REPLACE FUNCTION handoffs_write_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    subject text := TG_ARGV[0];
    quiet text[] := string_to_array(coalesce(TG_ARGV[1], ''), ',');
    was jsonb := CASE TG_OP WHEN 'INSERT' THEN '{}'::jsonb ELSE to_jsonb(OLD) END;
    is_now jsonb := to_jsonb(NEW);
    the_handoff bigint;
    changed jsonb;
BEGIN
    IF subject = 'handoff' THEN the_handoff := NEW.id;
    ELSIF subject = 'ring' THEN SELECT handoff_id INTO the_handoff FROM handoffs_call
                                 WHERE id = (is_now ->> 'call_id')::bigint;
    ELSE the_handoff := (is_now ->> 'handoff_id')::bigint;
    END IF;
    SELECT coalesce(jsonb_object_agg(key, CASE WHEN key = ANY (quiet) THEN 'true'::jsonb ELSE value END), '{}')
      INTO changed FROM jsonb_each(is_now)
     WHERE key NOT IN ('version', 'handoff_id', 'organization_id') AND value IS DISTINCT FROM was -> key;
    IF changed = '{}'::jsonb THEN RETURN NULL; END IF;
    INSERT INTO handoffs_historyentry (handoff_id, at, actor, label, subject, subject_id, event, detail)
    VALUES (the_handoff, handclasp_now(), handclasp_actor(), current_setting('handclasp.label', true), subject,
            coalesce((is_now ->> 'id')::bigint, the_handoff),
            CASE TG_OP WHEN 'INSERT' THEN 'opened' ELSE 'changed' END, changed);
    RETURN NULL;
END $$;
