-- How often something was tried, by a name that holds no person. A count leaks away by itself, so nothing is reset by hand.
-- Unlogged: it is written at every change and must not wait for a disk. A crash of the server empties it, a restart does not.
CREATE UNLOGGED TABLE signins_count (
    name text PRIMARY KEY,
    level double precision NOT NULL CONSTRAINT count_is_never_negative CHECK (level >= 0),
    counted_at timestamptz NOT NULL
);

-- What allauth counts in Django's cache, for all processes.
CREATE UNLOGGED TABLE signins_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX signins_cache_expires ON signins_cache (expires);
