"""The house stays a house: no file grows past what a person reads in one sitting."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "handclasp"
LIMITS = {".py": 400, ".html": 120, ".css": 400, ".js": 400}


def _written_by_hand(path: Path) -> bool:
    return "vendor" not in path.parts and "migrations" not in path.parts


@pytest.mark.parametrize("suffix", sorted(LIMITS))
def test_no_file_is_too_long(suffix: str) -> None:
    files = [*SOURCE.rglob(f"*{suffix}"), *(ROOT / "tests").rglob(f"*{suffix}")]
    long = {
        str(f.relative_to(ROOT)): n
        for f in files
        if _written_by_hand(f) and (n := len(f.read_text().splitlines())) > LIMITS[suffix]
    }
    assert long == {}
