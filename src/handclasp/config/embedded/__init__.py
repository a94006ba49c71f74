"""The PostgreSQL server that comes along: found, started, watched and stopped by us."""
