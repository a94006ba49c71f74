"""How an organization meets by video, and by which link each person does."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handclasp.directory import checks
from handclasp.directory.commands.rows import found
from handclasp.directory.models import Organization, Staff
from handclasp.domain.meeting_words import CHECKLIST
from handclasp.domain.meetings import PLATFORMS, check_dial_in, check_link, check_pattern, platform_of
from handclasp.domain.outcome import Refused
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

LONGEST_DEVICE = 80


def set_meeting_platform(actor: Actor, now: datetime, platform: str, pattern: str, dial_in: str) -> None:
    """Say on which platform the actor's organization meets, by which pattern of links and which dial-in.

    An empty platform takes all three away; an empty pattern leaves it to each person's own link.
    """
    checks.must_be_allowed(actor, "directory:change", actor.organization_id)
    if platform and platform not in PLATFORMS:
        raise Refusal("unknown_choice")
    pattern, dial_in = (
        checks.line(text, longest=500).strip() if platform else "" for text in (pattern, dial_in)
    )
    _refuse(check_pattern(platform, pattern) if pattern else None)
    _refuse(check_dial_in(dial_in) if dial_in else None)
    with acting(actor, now, "directory:change") as deed:
        deed.on(f"organization:{actor.home}")
        columns = {"meeting_platform": platform, "meeting_pattern": pattern, "meeting_dial_in": dial_in}
        _write(found(Organization, actor, actor.home, "id"), **columns)
        tell([f"org:{actor.home}"])


def keep_meeting_link(actor: Actor, now: datetime, link: str, dial_in: str) -> None:
    """Keep the actor's own meeting link and dial-in; another link than before has not been tried yet."""
    link, dial_in = (checks.line(text, longest=500).strip() for text in (link, dial_in))
    _refuse(check_link(platform_of(link), link) if link else None)
    _refuse(check_dial_in(dial_in) if dial_in else None)
    with acting(actor, now, "account:keep") as deed:
        deed.on(f"link:{actor.person}")
        staff = Staff.objects.select_for_update().get(pk=actor.person)
        untried: dict[str, Any] = {
            "link_checked_at": None, "link_checked_on": "", "link_trouble": [], "link_untried": [],
        }  # fmt: skip
        _write(
            staff,
            meeting_link=link,
            meeting_dial_in=dial_in,
            **(untried if link != staff.meeting_link else {}),
        )
        tell([f"org:{actor.home}"])


def record_link_check(actor: Actor, now: datetime, device: str, said: Mapping[str, bool]) -> list[str]:
    """Record what worked when the actor tried to meet by video (`said`: code, whether it did).

    What nobody said stays as it was said of the same device before, else untried. Returns what did not work.
    """
    if not said or not said.keys() <= CHECKLIST.keys():
        raise Refusal("unknown_choice")
    device = device[:LONGEST_DEVICE]
    with acting(actor, now, "account:keep") as deed:
        deed.on(f"link:{actor.person}")
        staff = Staff.objects.select_for_update().get(pk=actor.person)
        known = {**_known(staff, device), **said}
        trouble = [code for code in CHECKLIST if known.get(code) is False]
        untried = [code for code in CHECKLIST if code not in known]
        _write(staff, link_checked_at=now, link_checked_on=device, link_trouble=trouble, link_untried=untried)
        tell([f"org:{actor.home}"])
    return trouble


def _known(staff: Staff, device: str) -> dict[str, bool]:
    """Return what was said of this device before."""
    if staff.link_checked_at is None or staff.link_checked_on != device:
        return {}
    return {code: code not in staff.link_trouble for code in CHECKLIST if code not in staff.link_untried}


def _refuse(answer: Refused | None) -> None:
    if answer is not None:
        raise Refusal(answer.reason)


def _write(row: Organization | Staff, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
