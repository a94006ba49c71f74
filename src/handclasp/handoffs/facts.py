"""What is known about a handoff, read for a decision: who holds, who is told, what is due."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from handclasp.directory.models import Membership, Program, Site, Staff
from handclasp.domain.periods import Hours, local_date
from handclasp.domain.permissions import Relation
from handclasp.handoffs.models import Hand, Handoff, Pass, Promise

ALWAYS_OPEN = Hours(ZoneInfo("UTC"), time(0, 0), time(23, 59), frozenset(range(1, 8)))


def relation(handoff_id: int) -> Relation:
    """Return how whoever acts in this transaction stands to a handoff, as the database's row policies see it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT handoffs_relation(%s)", [handoff_id])
        return Relation(cursor.fetchone()[0])


def last_change(handoff_id: int) -> int | None:
    """Return the number of a handoff's last history entry, without what it says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT handoffs_last_change(%s)", [handoff_id])
        return cursor.fetchone()[0]  # type: ignore[no-any-return]


def hours_of(site: Site) -> Hours:
    """Return a site's opening hours in its own time zone; a site that never opens counts as Monday to Friday."""
    zone = ZoneInfo(site.time_zone or site.organization.time_zone)
    weekdays = frozenset(site.open_weekdays) or frozenset(range(1, 6))
    return Hours(zone, site.opens_at, site.closes_at, weekdays, frozenset(site.closed_on))


def hours_at(program: Program) -> Hours:
    """Return a program's hours: those of its site, less the days on which the program itself is closed."""
    hours = hours_of(program.site)
    return replace(hours, closed_on=hours.closed_on | frozenset(program.closed_on))


def hours_for(handoff: Handoff) -> Hours:
    """Return the hours that count for a handoff: the receiving program's once it is known, else the sending one's."""
    return hours_at(handoff.to_program or handoff.from_program)


def open_hand(handoff_id: int, side: str) -> Hand | None:
    """Return the open span of a side, with its holder, or None."""
    return (
        Hand.objects.select_related("staff").filter(handoff_id=handoff_id, side=side, ended_at=None).first()
    )


def holds(handoff_id: int, staff_id: int) -> bool:
    """Say whether somebody holds either side now."""
    return Hand.objects.filter(handoff_id=handoff_id, staff_id=staff_id, ended_at=None).exists()


def supervises(staff_id: int, handoff: Handoff) -> bool:
    """Say whether somebody supervises the sending or the receiving program."""
    return staff_id in set(supervisors_of(handoff.to_program_id, handoff.from_program_id))


def supervisors_of(*program_ids: int | None) -> list[int]:
    """Return the active supervisors of programs, the named one of each program first, without doubles."""
    named = Program.objects.filter(pk__in=[p for p in program_ids if p], supervisor__is_active=True)
    members = Membership.objects.filter(
        program_id__in=[p for p in program_ids if p], role=Membership.SUPERVISOR, staff__is_active=True
    )
    ids = [*named.order_by("pk").values_list("supervisor_id", flat=True)]
    ids += members.order_by("pk").values_list("staff_id", flat=True)
    return list(dict.fromkeys(i for i in ids if i is not None))


def last_rungs_of(*program_ids: int | None) -> list[int]:
    """Return who is told when all else fails: duty person, last rung and supervisor of the programs, in that order."""
    rows = Program.objects.select_related("duty", "last_rung", "supervisor")
    programs = {p.pk: p for p in rows.filter(pk__in=[p for p in program_ids if p])}
    people = [
        person
        for pk in program_ids
        if pk in programs
        for person in (programs[pk].duty, programs[pk].last_rung, programs[pk].supervisor)
    ]
    return list(dict.fromkeys(p.pk for p in people if p is not None and p.is_active))


def people_for_rungs(handoff: Handoff) -> dict[str, tuple[int, ...]]:
    """Map each rung of the ladder to the staff who stand on it for this handoff."""
    sender, receiver = open_hand(handoff.pk, "sending"), open_hand(handoff.pk, "receiving")
    receiving = receiver.staff_id if receiver else named_receiver(handoff)
    sending = sender.staff_id if sender else None
    both = _known(receiving, sending)
    deputies = Staff.objects.filter(pk__in=both, deputy__is_active=True).values_list("deputy_id", flat=True)
    last = last_rungs_of(handoff.to_program_id, handoff.from_program_id)
    return {
        "receiver": _known(receiving),
        "sender": _known(sending),
        "deputy": _known(*deputies),
        "supervisor": tuple(supervisors_of(handoff.to_program_id, handoff.from_program_id)),
        "last_rung": tuple(last),
    }


def named_receiver(handoff: Handoff) -> int | None:
    """Return who is named to receive: whoever accepted, or whoever promised the contact."""
    promised = (
        Promise.objects.filter(handoff=handoff, state="open").values_list("staff_id", flat=True).first()
    )
    return handoff.receiver_id or promised


def involved(handoff: Handoff) -> set[int]:
    """Return everybody whose open pages must hear of a change: holders, named receiver, whoever is asked or rung."""
    holders = Hand.objects.filter(handoff=handoff, ended_at=None).values_list("staff_id")
    asked = Pass.objects.filter(handoff=handoff, state="asked").values_list("taker_id")
    promised = Promise.objects.filter(handoff=handoff, state="open").values_list("staff_id")
    ids = {staff_id for (staff_id,) in holders.union(asked, promised)}
    return ids | set(_known(handoff.receiver_id, handoff.asked_by_id))


def off_today(staff_ids: Iterable[int], today: date) -> frozenset[int]:
    """Return who of these is on leave today, or does not work here any more."""
    away = Q(away_from__lte=today) & (Q(away_until=None) | Q(away_until__gt=today))
    people = Staff.objects.filter(away | Q(is_active=False), pk__in=list(staff_ids))
    return frozenset(people.values_list("pk", flat=True))


def attended_dates(handoff: Handoff, zone: ZoneInfo) -> list[date]:
    """Return the local dates of attended visits."""
    starts = handoff.visits.filter(state="attended").values_list("starts_at", flat=True)
    return [local_date(start, zone) for start in starts]


def _known(*ids: int | None) -> tuple[int, ...]:
    return tuple(dict.fromkeys(i for i in ids if i is not None))
