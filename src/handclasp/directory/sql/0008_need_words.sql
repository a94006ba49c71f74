-- An organization keeps needs of its own beside the house's. What is its own is met by nobody else: its offers, its
-- words, its programs and its staff name the house's needs or its own.
CREATE FUNCTION directory_guard_need() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id OR NEW.code <> OLD.code THEN
        RAISE EXCEPTION 'a need stays whose it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'need_keeps_its_organization_and_code';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER need_stays BEFORE UPDATE ON directory_need
    FOR EACH ROW EXECUTE FUNCTION directory_guard_need();

CREATE FUNCTION directory_guard_need_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE home bigint;
BEGIN
    CASE TG_ARGV[0]
        WHEN 'program' THEN SELECT organization_id INTO home FROM directory_program WHERE id = NEW.program_id;
        WHEN 'staff' THEN SELECT organization_id INTO home FROM directory_staff WHERE id = NEW.staff_id;
        ELSE home := (to_jsonb(NEW) ->> 'organization_id')::bigint;
    END CASE;
    IF EXISTS (SELECT FROM directory_need WHERE id = NEW.need_id AND organization_id <> home) THEN
        RAISE EXCEPTION 'that need belongs to another organization'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'need_is_the_houses_or_ones_own';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER program_need BEFORE INSERT OR UPDATE ON directory_program_needs
    FOR EACH ROW EXECUTE FUNCTION directory_guard_need_owner('program');
CREATE TRIGGER staff_need BEFORE INSERT OR UPDATE ON directory_staff_needs
    FOR EACH ROW EXECUTE FUNCTION directory_guard_need_owner('staff');
CREATE TRIGGER offer_need BEFORE INSERT OR UPDATE ON directory_needoffer
    FOR EACH ROW EXECUTE FUNCTION directory_guard_need_owner('own');
CREATE TRIGGER words_need BEFORE INSERT OR UPDATE ON directory_needwords
    FOR EACH ROW EXECUTE FUNCTION directory_guard_need_owner('own');

-- A version is written once and stays: only which one is current changes.
CREATE FUNCTION directory_guard_need_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'is_current' <> to_jsonb(OLD) - 'is_current' THEN
        RAISE EXCEPTION 'words that were written stay as they were'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'need_words_are_never_rewritten';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER words_stay BEFORE UPDATE OR DELETE ON directory_needwords
    FOR EACH ROW EXECUTE FUNCTION directory_guard_need_words();
CREATE TRIGGER words_stay_whole BEFORE TRUNCATE ON directory_needwords
    FOR EACH STATEMENT EXECUTE FUNCTION handclasp_append_only();
