"""The clients that a name finds."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from handclasp.clients.models import Client
from handclasp.clients.queries import full_name


@dataclass(frozen=True)
class FoundClient:
    """One client, and the two ways on."""

    name: str
    story_url: str
    search_url: str


@dataclass(frozen=True)
class FoundPage:
    """Who was found by what."""

    text: str
    clients: tuple[FoundClient, ...]


def found_page(text: str, clients: Sequence[Client]) -> FoundPage:
    """Return the page."""
    return FoundPage(
        text,
        tuple(
            FoundClient(
                full_name(one),
                reverse("audit_client", args=[one.pk]),
                f"{reverse('audit')}?client={one.pk}",
            )
            for one in clients
        ),
    )
