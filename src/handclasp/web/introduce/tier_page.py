"""The live tier as its sender sees it: who can come, the call, and whoever is on the way."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.clients.queries import display_name
from handclasp.directory.queries import staff_label
from handclasp.domain.calls import comes_by, usual_wait, wave_of
from handclasp.domain.lifecycle import State
from handclasp.handoffs.models import Call, Handoff, Ring
from handclasp.handoffs.queries.interruptions import called_back_at
from handclasp.handoffs.queries.introduce import LiveTier, live_tier
from handclasp.handoffs.queries.who_can_come import Person
from handclasp.platform import clock
from handclasp.platform.actor import Actor
from handclasp.web.introduce.coming_words import AT_ONCE
from handclasp.web.introduce.people_page import Place, places
from handclasp.web.introduce.said import SETTING, URGENCY, WHY_NOT_THEY, first_name, listed
from handclasp.web.shell.times import clock_words


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked in this call; `offer` is the ring whose "in 5 minutes" can be taken."""

    name: str
    words: str
    offer: int | None = None
    offer_words: str = ""


@dataclass(frozen=True)
class Calling:
    """A call that goes on: who rings, and until when the client can wait."""

    title: str
    started_at: datetime
    waits_until: datetime
    rung_at: datetime | None
    expires_at: datetime | None
    here_by: datetime | None


@dataclass(frozen=True)
class Coming:
    """Somebody accepted and is on the way, unless they were `called_back` to the session that they left.

    `waits_until` is how long the client can wait, where that is sooner than they come.
    """

    name: str
    first: str
    by: datetime
    is_late: bool
    arrived_at: datetime | None
    how: str
    called_back: str
    waits_until: datetime | None = None


@dataclass(frozen=True)
class TierPage:
    """Everything of the page; `topics` are what it follows."""

    handoff_id: int
    client: str
    need: str
    need_id: int
    urgency: str
    where: str
    since: datetime
    holder: str
    state: str
    can_act: bool
    can_join: bool
    can_tell: bool
    has_talk: bool
    now: datetime
    topics: str
    places: tuple[Place, ...]
    ring_words: str
    wave_size: int
    at_once: str
    waits: tuple[int, ...]
    usual_wait: int
    calling: Calling | None
    asked: tuple[Asked, ...]
    ended: str
    coming: Coming | None
    promised: str
    problem: str = ""


def tier_page(actor: Actor, handoff_id: int, now: datetime, problem: str = "") -> TierPage | None:
    """Return the page, or None for a handoff that the actor may not see."""
    tier = live_tier(actor, handoff_id, now, clock.wall_now())
    return _page(actor, tier, now, problem) if tier else None


def _page(actor: Actor, tier: LiveTier, now: datetime, problem: str) -> TierPage:
    handoff = tier.handoff
    return TierPage(
        handoff_id=handoff.pk,
        client=display_name(handoff.client),
        need=handoff.need.name_en,
        need_id=handoff.need_id,
        urgency=URGENCY[handoff.urgency],
        where=where(handoff),
        since=handoff.answered_at,
        holder=staff_label(tier.holder) if tier.holder else "",
        state=handoff.state,
        can_act=tier.holder is not None and tier.holder.pk == actor.staff_id,
        can_join="handoff.summary" in tier.seen,
        can_tell="client.contact" in tier.seen,
        has_talk="handoff.messages" in tier.seen and handoff.state in {"coming", "shared"},
        now=now,
        topics=f"handoff:{handoff.pk} org:{handoff.organization_id}",
        places=places(
            handoff, tier.people, frozenset(p.staff.pk for p in _ticked(tier)), _next_after(tier), now
        ),
        ring_words=_ring_words(tier),
        wave_size=handoff.from_program.wave_size,
        at_once=AT_ONCE[handoff.from_program.wave_size],
        waits=_waits(tier),
        usual_wait=usual_wait(_waits(tier)),
        calling=_calling(tier, now),
        asked=tuple(_asked(ring, now) for ring in _answered(tier.rings)),
        ended=_ended(tier, display_name(handoff.client)),
        coming=_coming(handoff, tier.call, now),
        promised=staff_label(tier.promise.staff) if tier.promise else "",
        problem=problem,
    )


def apart(handoff: Handoff) -> str:
    """Return `on the tablet in the room` or the like, and nothing where they meet in the room."""
    words = SETTING[handoff.setting]
    return "" if handoff.setting == "in_person" else words[:1].lower() + words[1:]


def where(handoff: Handoff) -> str:
    """Return `Exam room 4, Family Clinic`, or how they meet where nobody has to go."""
    site = handoff.from_program.site.name
    if handoff.setting == "in_person":
        return ", ".join(filter(None, [handoff.place, site]))
    return ", ".join(filter(None, [SETTING[handoff.setting], handoff.place or site]))


def _ticked(tier: LiveTier) -> tuple[Person, ...]:
    """Return who would ring first: as many as ring at once here, whoever has just said no only after all others."""
    no = {ring.staff_id for ring in tier.rings if ring.state in {"declined", "withdrawn"}}
    able = [person for person in tier.people if person.staff.pk not in no] or tier.people
    people = {person.staff.pk: person for person in able}
    in_session = {pk for pk, person in people.items() if person.candidate.facts.session is not None}
    return tuple(people[pk] for pk in wave_of(list(people), in_session, tier.handoff.from_program.wave_size))


def _next_after(tier: LiveTier) -> int | None:
    """Return who is asked when those who ring or would ring first all say no."""
    rung = {ring.staff_id for ring in tier.rings} | {person.staff.pk for person in _ticked(tier)}
    if tier.call and tier.call.ended_at is None:
        rung = {ring.staff_id for ring in tier.rings}
    return next((person.staff.pk for person in tier.people if person.staff.pk not in rung), None)


def _ring_words(tier: LiveTier) -> str:
    names = [first_name(person.staff.given) for person in _ticked(tier)]
    return f"Ring {listed(names)}" if names else ""


def _waits(tier: LiveTier) -> tuple[int, ...]:
    """Return the waits to choose from: those of the running call, else those of the sending program."""
    call = tier.call if tier.call and tier.call.ended_at is None else None
    return tuple((call or tier.handoff.from_program).wait_choices)


def _calling(tier: LiveTier, now: datetime) -> Calling | None:
    call = tier.call
    if call is None or call.ended_at is not None:
        return None
    rings = [r for r in tier.rings if r.call_id == call.pk and r.state == "ringing" and r.expires_at > now]
    names = [first_name(ring.staff.given) for ring in rings]
    return Calling(
        title=f"Ringing {listed(names)}" if names else "Looking for the next person",
        started_at=call.started_at,
        waits_until=call.waits_until,
        rung_at=min((ring.rung_at for ring in rings), default=None),
        expires_at=max((ring.expires_at for ring in rings), default=None),
        here_by=max((comes_by(ring.way, ring.minutes, now) for ring in rings), default=None),
    )


def _answered(rings: tuple[Ring, ...]) -> list[Ring]:
    """Return each person's last ring, unless it still rings or won."""
    last = {ring.staff_id: ring for ring in rings}
    return [ring for ring in last.values() if ring.state not in {"ringing", "accepted"}]


def _asked(ring: Ring, now: datetime) -> Asked:
    name, first = staff_label(ring.staff), first_name(ring.staff.given)
    if ring.state == "later" and ring.free_at:
        offer = ring.pk if ring.call.ended_at is None else None
        free = f"Can come at {clock_words(ring.free_at)}." if ring.free_at > now else "Is free now."
        return Asked(name, free, offer, f"Wait for {first}")
    words = {
        "declined": WHY_NOT_THEY.get(ring.reason, "Can’t come"),
        "silent": "No answer",
        "stopped": "No longer rung",
    }
    if ring.state == "withdrawn":
        return Asked(name, f"Can’t come after all. {WHY_NOT_THEY.get(ring.reason, '')}".strip() + ".")
    return Asked(name, f"{words.get(ring.state, 'Was asked')}.")


def _ended(tier: LiveTier, client: str) -> str:
    call: Call | None = tier.call
    if call is None or call.ended_at is None or tier.handoff.state != State.SEEKING:
        return ""
    at = clock_words(call.ended_at)
    return {
        "nobody": f"Everybody who could come was asked by {at}, and nobody can.",
        "waited_out": f"The time {client} could wait was over at {at}.",
        "stopped": f"Ringing was stopped at {at}.",
    }.get(call.outcome, "")


def _coming(handoff: Handoff, call: Call | None, now: datetime) -> Coming | None:
    if handoff.state != State.COMING or handoff.receiver is None or handoff.comes_by is None:
        return None
    called = called_back_at(handoff)
    return Coming(
        name=staff_label(handoff.receiver),
        first=first_name(handoff.receiver.given),
        by=handoff.comes_by,
        is_late=handoff.comes_by < now and handoff.arrived_at is None,
        arrived_at=handoff.arrived_at,
        how=apart(handoff),
        called_back=clock_words(called) if called else "",
        waits_until=call.waits_until if call and call.waits_until < handoff.comes_by else None,
    )
