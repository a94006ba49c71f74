"""What somebody searches a client by: sent as a form, kept sealed in the address, so that Back and Reload work."""

from typing import Final

from django.urls import reverse

from handclasp.platform.actor import Actor
from handclasp.web.shell.sealed import seal, unseal

LONGEST: Final = 100
GOOD_FOR_SECONDS: Final = 24 * 3600


def search_url(actor: Actor, text: str) -> str:
    """Return the address that shows what this person searched for, to this person only."""
    words = text.strip()[:LONGEST]
    if not words:
        return reverse("introduce")
    return f"{reverse('introduce')}?s={seal(words, _purpose(actor))}"


def searched(actor: Actor, sealed: str) -> str:
    """Return what was searched for, or nothing where the address is another's or too old."""
    return unseal(sealed, _purpose(actor), GOOD_FOR_SECONDS) or ""


def _purpose(actor: Actor) -> str:
    return f"client search of staff {actor.person}"
