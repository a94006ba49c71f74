"""Pressing what stands on a room's tablet, as its browser does."""

import re
from typing import Any

from django.test import Client


def mark(room: Client, page: str = "/tablet/") -> str:
    """Return the mark that a page of the tablet sends along; nothing where no form stands on it."""
    found = re.search(r'name="mark" value="(\w+)"', room.get(page).content.decode())
    return found[1] if found else ""


def press(room: Client, what: str, **sent: str) -> Any:
    """Load the page, then press `back`, `mind` or `show` on it."""
    page = "/tablet/mind/" if what == "mind" else "/tablet/"
    return room.post(f"/tablet/{what}/", {"mark": mark(room, page)} | sent)
