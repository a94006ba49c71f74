"""What breaks the rules about what a directory of outside agencies says."""

from collections.abc import Callable
from typing import Final

from handclasp.directory.models import Listing
from tests.cast import program


def a_listing(**changes: object) -> None:
    """Let a program be listed as an agency's service is."""
    usual: dict[str, object] = {"program_id": program("Housing"), "service": "s1"}
    Listing.objects.create(**(usual | changes))


LISTINGS: Final[dict[str, Callable[[], object]]] = {
    "listing_ages_are_possible": lambda: a_listing(minimum_age=65, maximum_age=18),
    "listing_status_is_known": lambda: a_listing(status="haunted"),
}
