"""`handclasp import hsds`: what it says, and how it ends."""

import os
import subprocess
import sys
from pathlib import Path

from tests.ground import copies
from tests.importing.agencies import as_json, as_tables, service, whole

ROOT = Path(__file__).resolve().parents[2]


def command(database: str, *arguments: str) -> tuple[int, str]:
    """Run the command as a person does; return its exit code and everything it said."""
    environment = os.environ | copies.addresses(database) | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "handclasp.config", "import", "hsds", *arguments],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_a_folder_is_told_file_by_file_and_ends_by_what_was_kept(tmp_path: Path, db_clone: str) -> None:
    as_tables(tmp_path / "tables")
    as_json(tmp_path / "again.json", whole())
    (tmp_path / "notes.txt").write_text("call Tuesday")
    code, said = command(db_clone, str(tmp_path), "--dry-run")
    assert code == 0
    assert "organizations: 1 new, 0 changed, 0 as before" in said
    assert "This was a dry run: nothing was kept." in said
    code, said = command(db_clone, str(tmp_path))
    assert code == 0
    assert "In all: organizations: 1 new, 0 changed, 1 as before" in said
    assert "1 other files in the folders were passed over." in said
    as_json(tmp_path / "bad.json", service("s9", name=""))
    code, said = command(db_clone, str(tmp_path / "bad.json"))
    assert code == 1
    assert "bad.json, line 1, name: is missing; a service needs one." in said
    assert "Correct it, then import it again." in said
    as_json(tmp_path / "\x1b[31mred\x07.json", service("s9", name=""))
    code, said = command(db_clone, str(tmp_path / "\x1b[31mred\x07.json"))
    assert "[31mred.json, line 1, name: is missing" in said
    assert "\x1b" not in said
    assert command(db_clone, str(tmp_path / "notes.txt"))[0] == 1
    assert command(db_clone, str(tmp_path), "--source", "two words")[0] != 0
