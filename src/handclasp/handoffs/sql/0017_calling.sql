-- A call rings as it began: editing a program changes no running call.
CREATE FUNCTION handoffs_guard_call_settings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM handoffs_refuse('call_rings_as_it_began', 'a running call keeps what it took from its program');
    RETURN NULL;
END $$;
CREATE TRIGGER call_settings BEFORE UPDATE OF wave_size, ring_seconds, wait_choices, rings_an_hour ON handoffs_call
    FOR EACH ROW WHEN ((OLD.wave_size, OLD.ring_seconds, OLD.wait_choices, OLD.rings_an_hour)
                       IS DISTINCT FROM (NEW.wave_size, NEW.ring_seconds, NEW.wait_choices, NEW.rings_an_hour))
    EXECUTE FUNCTION handoffs_guard_call_settings();

-- Who has held an introduction lately, asked for each person who might come.
CREATE INDEX hand_received_by_staff ON handoffs_hand (staff_id, started_at) WHERE side = 'receiving';
