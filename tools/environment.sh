#!/bin/sh
# Make the virtual environment from a lock file: environment.sh PYTHON VENV LOCK
set -eu
python=$1 venv=$2 lock=$3
say() { printf '%s\n' "$*"; }

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Handclasp needs Python 3.11 or newer as \`$python\`. Install it (apt-get install python3 python3-venv)," \
        "or name another: make PYTHON=/path/to/python3.11 ..." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    say "This Python cannot make virtual environments. Install the missing part: apt-get install python3-venv" >&2
    exit 1
fi
if ! "$venv/bin/python" -c '' 2>/dev/null; then
    say "Making the environment in $venv"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi
say "Installing what $lock lists (a minute or two the first time)"
quiet=--quiet
if [ -t 1 ]; then quiet=; fi
# shellcheck disable=SC2086 - nothing or one word
"$venv/bin/python" -m pip install $quiet --disable-pip-version-check --require-hashes --no-deps \
    --only-binary :all: -r "$lock" || {
    say "The packages could not be installed. What was there is kept; check the connection and try again." >&2
    exit 1
}
# The package itself is used from its folder: no build tool that no lock file holds.
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
printf '%s\n' "$PWD/src" > "$site/handclasp.pth"
printf '#!/bin/sh\nexec "$(dirname "$0")/python" -m handclasp.config "$@"\n' > "$venv/bin/handclasp"
chmod 755 "$venv/bin/handclasp"
