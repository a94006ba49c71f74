"""The pages under docs/generated say what the code says."""

from pathlib import Path

import pytest

from handclasp.config.generated import pages

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "generated"


@pytest.mark.parametrize("name", ["lifecycle.md", "rules.md", "routes.md", "settings.md", "permissions.md"])
def test_a_generated_page_is_as_the_code_is(name: str) -> None:
    assert (FOLDER / name).read_text() == pages()[name], "stale: `make docs` writes it anew"
