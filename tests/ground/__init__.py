"""What tests stand on: a real PostgreSQL, a copy of the database for each test, and a running Handclasp."""
