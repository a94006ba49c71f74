"""The live tier as its sender sees it: who can come, the call, and whoever is on the way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handclasp.clients.queries import display_name
from handclasp.directory.queries import staff_label
from handclasp.domain.calls import WAIT_CHOICES, WAVE_SIZE
from handclasp.domain.lifecycle import State
from handclasp.handoffs.models import Call, Handoff, Ring
from handclasp.handoffs.queries.introduce import LiveTier, Person, live_tier
from handclasp.platform import clock
from handclasp.platform.actor import Actor
from handclasp.web.introduce.said import LANGUAGE, SETTING, URGENCY, WHY_NOT_THEY, first_name, listed
from handclasp.web.shell.times import clock_words

USUAL_WAIT: Final = 5


@dataclass(frozen=True)
class Who:
    """One person of the list. `shape` is the drawing of their presence, `words` the reason."""

    staff_id: int
    name: str
    first: str
    shape: str
    words: str
    can_ring: bool
    is_ticked: bool = False


@dataclass(frozen=True)
class Place:
    """The people of one place, best first."""

    title: str
    people: tuple[Who, ...]


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


@dataclass(frozen=True)
class Coming:
    """Somebody accepted and is on the way."""

    name: str
    first: str
    by: datetime
    is_late: bool
    arrived_at: datetime | None


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
    now: datetime
    topics: str
    places: tuple[Place, ...]
    ring_words: str
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
    people = _who(tier, now)
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
        now=now,
        topics=f"handoff:{handoff.pk} org:{handoff.organization_id}",
        places=_places(tier, people),
        ring_words=_ring_words(people),
        waits=WAIT_CHOICES,
        usual_wait=USUAL_WAIT,
        calling=_calling(tier, now),
        asked=tuple(_asked(ring, now) for ring in _answered(tier.rings)),
        ended=_ended(tier, display_name(handoff.client)),
        coming=_coming(handoff, now),
        promised=staff_label(tier.promise.staff) if tier.promise else "",
        problem=problem,
    )


def where(handoff: Handoff) -> str:
    """Return `Exam room 4, Family Clinic`, or how they meet where nobody has to go."""
    site = handoff.from_program.site.name
    if handoff.setting == "in_person":
        return ", ".join(filter(None, [handoff.place, site]))
    return ", ".join(filter(None, [SETTING[handoff.setting], handoff.place or site]))


def _who(tier: LiveTier, now: datetime) -> list[tuple[Person, Who]]:
    shift = now - clock.wall_now()
    ticks = {p.staff.pk for p in [p for p in tier.people if p.candidate.can_ring][:WAVE_SIZE]}
    return [(person, _one(person, tier.handoff, shift, person.staff.pk in ticks)) for person in tier.people]


def _one(person: Person, handoff: Handoff, shift: timedelta, is_ticked: bool) -> Who:
    facts = person.candidate.facts
    return Who(
        staff_id=person.staff.pk,
        name=staff_label(person.staff),
        first=first_name(person.staff.given),
        shape="off" if person.candidate.why == "away" else facts.status,
        words=" ".join([_reason(person, shift), *_language(person, handoff), *_known(person)]),
        can_ring=person.candidate.can_ring,
        is_ticked=is_ticked,
    )


def _reason(person: Person, shift: timedelta) -> str:
    facts, why = person.candidate.facts, person.candidate.why
    until = f" until {clock_words(facts.until)}" if facts.until else ""
    site = person.staff.site or person.program.site
    seen = f" since {clock_words(facts.page_seen_at + shift)}" if facts.page_seen_at else ""
    return {
        "same_site": "Open, page open. Same building.",
        "other_site": f"Open, page open. At {site.name}.",
        "away": "On leave.",
        "already_has": "Already looks after this need.",
        "coming_elsewhere": "On the way to another client.",
        "rung_elsewhere": "Being asked by somebody else.",
        "with_client": f"With a client{until}.",
        "not_now": f"Not now{until}.",
        "off": "Off.",
        "page_closed": f"Open, but the page is closed{seen}.",
    }[why]


def _language(person: Person, handoff: Handoff) -> list[str]:
    language = LANGUAGE[handoff.language]
    if not person.candidate.facts.speaks:
        return [f"No {language}."]
    return [f"Speaks {language}."] if handoff.language != "en" else []


def _known(person: Person) -> list[str]:
    return ["Has met this client."] if person.candidate.facts.knows_client else []


def _places(tier: LiveTier, people: list[tuple[Person, Who]]) -> tuple[Place, ...]:
    here = tuple(who for person, who in people if person.candidate.facts.same_site)
    there = tuple(who for person, who in people if not person.candidate.facts.same_site)
    groups = (Place("In the building", here), Place("In other buildings", there))
    return tuple(place for place in groups if place.people)


def _ring_words(people: list[tuple[Person, Who]]) -> str:
    names = [who.first for _, who in people if who.is_ticked]
    return f"Ring {listed(names)}" if names else ""


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


def _coming(handoff: Handoff, now: datetime) -> Coming | None:
    if handoff.state != State.COMING or handoff.receiver is None or handoff.comes_by is None:
        return None
    return Coming(
        name=staff_label(handoff.receiver),
        first=first_name(handoff.receiver.given),
        by=handoff.comes_by,
        is_late=handoff.comes_by < now and handoff.arrived_at is None,
        arrived_at=handoff.arrived_at,
    )
