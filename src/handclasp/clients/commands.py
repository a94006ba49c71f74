"""Every change of clients that a person or a loader makes; files come through `importing`."""

from datetime import date, datetime

from handclasp.clients.models import Client
from handclasp.directory import checks
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal

PRONOUNS = ("she", "he", "they")


def create_client(
    actor: Actor, organization_id: int, now: datetime, *, given: str, family: str = "", birth_date: date | None = None,
    pronoun: str = "they", languages: tuple[str, ...] = (), phone: str = "", reach_note: str = "",
    voicemail_is_safe: bool = False,
) -> Client:  # fmt: skip
    """Add a client of an organization; refuses as the directory's checks do, and `name_missing` without any name."""
    if not actor.is_system and actor.organization_id != organization_id:
        raise Refusal("not_found")
    if pronoun not in PRONOUNS:
        raise Refusal("unknown_choice")
    row = Client(
        organization_id=organization_id, given=checks.line(given), family=checks.line(family),
        birth_date=birth_date, pronoun=pronoun, languages=checks.languages(list(languages)),
        phone=checks.phone(phone), reach_note=checks.line(reach_note), voicemail_is_safe=voicemail_is_safe,
    )  # fmt: skip
    if not (row.given or row.family):
        raise Refusal("name_missing")
    with acting(actor, now, "client:add") as deed:
        row.save(force_insert=True)
        deed.on(client_id=row.pk, relation="organization")
    return row


def mark_deceased(client_id: int, day: date) -> None:
    """Note a death inside the caller's transaction; the first day that was told stays."""
    Client.objects.filter(pk=client_id, is_deceased=False).update(is_deceased=True, deceased_on=day)
