-- The demo's clock: one row, moved forward only. Rules never read it; doors do, once.
CREATE TABLE platform_demo_clock (
    one boolean PRIMARY KEY DEFAULT true CONSTRAINT demo_clock_is_one CHECK (one),
    moved_by interval NOT NULL DEFAULT '0' CONSTRAINT demo_clock_only_moves_forward CHECK (moved_by >= '0')
);
INSERT INTO platform_demo_clock DEFAULT VALUES;

-- Who acts, and when, as the transaction says. Missing means no: nothing is written without a name and a time.
CREATE FUNCTION handclasp_actor() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF coalesce(current_setting('handclasp.actor', true), '') = '' THEN
        RAISE EXCEPTION 'a change must name its actor'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'history_names_an_actor';
    END IF;
    RETURN current_setting('handclasp.actor');
END $$;

CREATE FUNCTION handclasp_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF coalesce(current_setting('handclasp.now', true), '') = '' THEN
        RAISE EXCEPTION 'a change must name its time'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'history_names_a_time';
    END IF;
    RETURN current_setting('handclasp.now')::timestamptz;
END $$;

-- For tables that nobody may rewrite: history and, later, disclosures.
CREATE FUNCTION handclasp_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'history_is_append_only';
END $$;
