"""What the commands say to the person at the terminal."""

import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

console = Console(highlight=False, soft_wrap=True)


def plain(text: str) -> str:
    """Return a text without what a terminal would obey: a file's name may hold anything."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})


def say(sentence: str) -> None:
    """Print one sentence, as it is."""
    console.print(plain(sentence), markup=False)


@contextmanager
def step(title: str) -> Iterator[Callable[[str], None]]:
    """Show that something is under way, then that it is done and how long it took."""
    began = time.monotonic()
    if not console.is_terminal:
        yield lambda detail: None
        say(f"{title}: {time.monotonic() - began:.1f} s")
        return
    console.print(f"… {title}", end="\r")
    yield lambda detail: console.print(
        f"… {title}: {detail}".ljust(console.width - 1)[: console.width - 1], end="\r"
    )
    console.print(
        f"[green]✓[/green] {title} [dim]{time.monotonic() - began:.1f} s[/dim]".ljust(console.width + 30)
    )
