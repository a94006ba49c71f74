"""The pages under docs/generated, written from the code itself; `make docs` rewrites them."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from handclasp.config.doors import doors
from handclasp.config.generated_permissions import permissions_page
from handclasp.config.variables import VARIABLES
from handclasp.domain.lifecycle import FIRST_STATES, MOVES, OPEN_STATES
from handclasp.domain.refusals import words_for
from handclasp.platform.refusals import REASONS

HEAD = "<!-- Written by handclasp.config.generated; `make docs` writes it anew. -->\n\n"
PACKAGE = Path(__file__).resolve().parent.parent


def pages() -> dict[str, str]:
    """Return every generated page by file name."""
    return {
        "lifecycle.md": _lifecycle(),
        "rules.md": _rules(),
        "routes.md": _routes(),
        "settings.md": _settings(),
        "permissions.md": _page(permissions_page()),
    }


def _lifecycle() -> str:
    lines = ["# The handoff's life", "", "| from | to | open |", "| --- | --- | --- |"]
    lines.append(f"| *(the client's answer)* | {', '.join(FIRST_STATES)} | |")
    for state, after in MOVES.items():
        lines.append(
            f"| {state} | {', '.join(after) or '*(ended)*'} | {'yes' if state in OPEN_STATES else ''} |"
        )
    return _page(lines)


def _rules() -> str:
    lines = [
        "# Rules of the database",
        "",
        "Each name says what must be true. A rule with words is one a person can meet.",
    ]
    lines += ["", "| rule | what a person is told |", "| --- | --- |"]
    for name in sorted(set(_names_in_models()) | set(_names_in_sql())):
        lines.append(f"| `{name}` | {words_for(REASONS[name]) if name in REASONS else ''} |")
    return _page(lines)


def _routes() -> str:
    lines = [
        "# Doors",
        "",
        "Every address of the site outside the demo.",
        "",
        "| address | name |",
        "| --- | --- |",
    ]
    lines += [f"| `{door.address}` | {door.name} |" for door in doors()]
    return _page(lines)


def _settings() -> str:
    lines = [
        "# Settings",
        "",
        "Variables of the environment. A secret may come from a file that only its owner can read: set the name with "
        "`_FILE` behind it to the file's path. Any other name that begins with `HANDCLASP_` is refused.",
    ]
    lines += ["", "| variable | what it is | unless set | secret |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `{v.name}` | {v.meaning} | {v.unless_set} | {'yes' if v.is_secret else ''} |" for v in VARIABLES
    ]
    return _page(lines)


def _names_in_models() -> Iterator[str]:
    from django.apps import apps

    for app in ("directory", "clients", "availability", "handoffs"):
        for model in apps.get_app_config(app).get_models():
            yield from (constraint.name for constraint in model._meta.constraints)


def _names_in_sql() -> Iterator[str]:
    for file in sorted(PACKAGE.glob("*/sql/*.sql")):
        text = file.read_text()
        yield from re.findall(r"handoffs_refuse\(\s*'(\w+)'", text)
        yield from re.findall(r"CONSTRAINT = '(\w+)'", text)
        yield from re.findall(
            r"(?:ADD CONSTRAINT|^\s*CONSTRAINT|true CONSTRAINT|'0' CONSTRAINT) (\w+)", text, re.M
        )


def _page(lines: list[str]) -> str:
    return HEAD + "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write every page into `folder`."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")
    os.environ.setdefault("HANDCLASP_SECRET_KEY", "not used for anything while pages are written")
    django.setup()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/generated"))
