"""A clinic with a privacy officer, and entries of the past."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.test import Client as Browser

from handclasp.directory.models import Office, Staff
from handclasp.directory.queries import actor_for_staff
from handclasp.platform import audit
from handclasp.platform.actor import Actor
from handclasp.platform.db import reading
from tests.web.clinic import Clinic, _hire, ago
from tests.web.staffing import signed_in


def officer(house: Clinic) -> Staff:
    """Return Sabet, who reads the audit; hired when first asked for."""
    hired = Staff.objects.filter(organization=house.organization, given="Sabet").first()
    if hired is not None:
        return hired
    site = house.wes.site
    assert site is not None
    sabet = _hire(site, "Sabet", "Farahani")
    Office.objects.create(staff=sabet, role="privacy_officer")
    return sabet


def browser_of(house: Clinic) -> Browser:
    """Return the officer's browser."""
    return signed_in(officer(house))


def acts(staff: Staff) -> Actor:
    """Return somebody as an actor."""
    actor = actor_for_staff(staff.pk)
    assert actor is not None
    return actor


def wrote(
    who: Staff | Actor,
    action: str,
    kind: audit.Kind,
    at: datetime,
    origin: str = "192.0.2.1",
    **about: object,
) -> None:
    """Put one entry of the past into the audit."""
    actor = who if isinstance(who, Actor) else acts(who)
    with audit.coming_from(audit.Origin("web", origin, "Firefox on Windows")), reading(actor):
        audit.write(actor, action, kind, [audit.About(**about)], at)  # type: ignore[arg-type]


def read_page_of(who: Staff, clients: Sequence[int], at: datetime | None = None, **about: object) -> None:
    """Let somebody have opened a handoff of each client, a second apart."""
    usual = {"relation": "organization"} | about
    for number, client_id in enumerate(clients):
        when = (at or ago(hours=1)) + timedelta(seconds=number)
        wrote(who, "handoff:read", "read", when, client_id=client_id, **usual)
