"""The demo's invented network: loaded once, and named in the greeting."""

from collections.abc import Callable
from importlib.util import find_spec

PICKER = "demo/"


def load_network(say: Callable[[str], None]) -> None:
    """Load the invented network into an empty database; one that has data stays as it is."""
    if find_spec("handclasp.web.demo") is None or find_spec("handclasp.web.demo.network") is None:
        return
    from importlib import import_module

    import_module("handclasp.web.demo.network").load_if_empty(say)


def greeting(url: str) -> list[str]:
    """Return the lines that say how to sign in."""
    return [
        f"Choose whom to sign in as: {url}{PICKER}",
        "Nobody there is real, and the clock can be moved forward.",
    ]
