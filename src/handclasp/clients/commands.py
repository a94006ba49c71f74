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
    checks.may_change_directory(actor, organization_id)
    if pronoun not in PRONOUNS:
        raise Refusal("unknown_choice")
    row = Client(
        organization_id=organization_id, given=checks.line(given), family=checks.line(family),
        birth_date=birth_date, pronoun=pronoun, languages=checks.languages(list(languages)),
        phone=checks.phone(phone), reach_note=checks.line(reach_note), voicemail_is_safe=voicemail_is_safe,
    )  # fmt: skip
    if not (row.given or row.family):
        raise Refusal("name_missing")
    with acting(actor, now):
        row.save(force_insert=True)
    return row
