#!/bin/sh
# Prove the rules once more on Debian's PostgreSQL, where one is installed: other-postgresql.sh PYTHON
set -eu
if ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
    echo "No PostgreSQL of Debian's is installed here, so its tests are left out."
    exit 0
fi
echo "Once more on Debian's PostgreSQL"
HANDCLASP_TEST_POSTGRES=system exec "$1" -m pytest -n 2 -m "not long" tests/db tests/commands tests/races
