"""What rings on a receiver's open page. Until it is accepted it names neither client nor need."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.availability.queries.sessions import open_pause, open_session
from handclasp.clients.queries import display_name
from handclasp.directory.queries import short_name, staff_label
from handclasp.domain.etiquette import ends_in_words, next_signal, signal_at
from handclasp.domain.etiquette_words import SIGNAL_WORDS
from handclasp.domain.meetings import setting_for
from handclasp.handoffs.models import Handoff, Ring
from handclasp.handoffs.queries.rings import SHOWN_FOR, ended_at, ringing
from handclasp.platform.actor import Actor
from handclasp.web.introduce.said import ASKS, LANGUAGE, QUIET_YES, SETTING, URGENCY, WHY_I_CANNOT
from handclasp.web.introduce.tier_page import apart, where
from handclasp.web.shell.times import clock_words


@dataclass(frozen=True)
class RingCard:
    """A ring to answer; `asks` and `yes` are its words for somebody who walks, or who joins from where they are."""

    ring_id: int
    asked_by: str
    asks: str
    yes: str
    where: str
    site: str
    urgency: str
    is_pressing: bool
    language: str
    setting: str
    said_yes_at: datetime
    expires_at: datetime
    is_new: bool
    is_quiet: bool
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PauseLine:
    """The ten minutes of somebody who left a session, with the words that are due; they change at `changes_at`.

    `called` is when the client asked them back, or nothing.
    """

    back_by: datetime
    by: str
    called: str
    words: str
    changes_at: datetime | None


@dataclass(frozen=True)
class GoingCard:
    """Whom the receiver goes to, and where; from acceptance on with name and need.

    Both are empty for whoever left a session: that client may sit before the same screen.
    """

    handoff_id: int
    client: str
    need: str
    where: str
    asked_by: str
    by: datetime | None
    is_late: bool
    language: str
    is_there: bool
    how: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class News:
    """One sentence about a call that ended without this person; it goes at `until`."""

    words: str
    until: datetime


@dataclass(frozen=True)
class RingPage:
    """The region of rings of one person; `is_quiet` in a session, where another client sees the screen."""

    topic: str
    now: datetime
    ring: RingCard | None
    going: GoingCard | None
    news: tuple[News, ...]
    is_quiet: bool
    pause: PauseLine | None
    problem: str = ""


def ring_page(actor: Actor, now: datetime, problem: str = "") -> RingPage:
    """Return what to show above every page of the actor's."""
    found = ringing(actor, now)
    is_quiet = actor.may("session:keep") and open_session(actor.person) is not None
    return RingPage(
        topic=f"staff:{actor.staff_id}",
        now=now,
        ring=_ring(found.ring, is_quiet) if found.ring else None,
        going=_going(found.coming, now, is_quiet) if found.coming else None,
        news=() if problem else tuple(_news(ring, is_quiet) for ring in found.over[:1]),
        is_quiet=is_quiet,
        pause=_pause(actor.person, now) if is_quiet else None,
        problem=problem,
    )


def _ring(ring: Ring, in_session: bool) -> RingCard:
    handoff = ring.call.handoff
    site, setting = handoff.from_program.site, setting_for(handoff.setting, ring.way)
    is_quiet = in_session or ring.interrupts_id is not None
    return RingCard(
        ring_id=ring.pk,
        asked_by=staff_label(handoff.asked_by),
        asks=ASKS[setting][0],
        yes=QUIET_YES[setting] if is_quiet else ASKS[setting][1],
        where=_room(handoff, setting),
        site=(f"Your building, {site.name}" if ring.staff.site_id == site.pk else site.name) + _on_foot(ring),
        urgency=URGENCY[handoff.urgency],
        is_pressing=handoff.urgency != "routine",
        language=LANGUAGE[handoff.language],
        setting=SETTING[setting],
        said_yes_at=handoff.answered_at,
        expires_at=ring.expires_at,
        is_new=ring.seen_at is None,
        is_quiet=is_quiet,
        reasons=tuple(WHY_I_CANNOT.items()),
    )


def _on_foot(ring: Ring) -> str:
    """Return `, 4 min on foot` where somebody walks and the way is known."""
    return f", {ring.minutes} min on foot" if ring.way == "walk" and ring.minutes else ""


def _pause(staff_id: int, now: datetime) -> PauseLine | None:
    pause = open_pause(staff_id)
    if pause is None:
        return None
    words = SIGNAL_WORDS[signal_at(pause.began_at, now)]
    called = clock_words(pause.called_at) if pause.called_at else ""
    by = clock_words(ends_in_words(pause.back_by))
    return PauseLine(pause.back_by, by, called, words, next_signal(pause.began_at, now))


def _room(handoff: Handoff, setting: str) -> str:
    if setting == "in_person":
        return handoff.place or handoff.from_program.site.name
    return f"{SETTING[setting]}{f': {handoff.place}' if handoff.place else ''}"


def _going(handoff: Handoff, now: datetime, is_quiet: bool) -> GoingCard:
    how = "by video" if handoff.setting == "hybrid" else apart(handoff)  # the tablet is the sender’s
    place = f"{how[:1].upper()}{how[1:]}, {handoff.place or handoff.from_program.site.name}"
    return GoingCard(
        handoff_id=handoff.pk,
        client="" if is_quiet else display_name(handoff.client),
        need="" if is_quiet else handoff.need.name_en,
        where=place if how else where(handoff),
        asked_by=staff_label(handoff.asked_by),
        by=handoff.comes_by,
        is_late=handoff.comes_by is not None and handoff.comes_by <= now,
        language=LANGUAGE[handoff.language],
        is_there=handoff.arrived_at is not None,
        how=how,
        reasons=tuple(WHY_I_CANNOT.items()),
    )


def _news(ring: Ring, in_session: bool) -> News:
    until = ended_at(ring) + SHOWN_FOR
    if in_session or ring.interrupts_id is not None:  # another client sees this screen
        return News("It is settled. You need not come.", until)
    if ring.state != "stopped":
        return News("The time to answer was up, so the next person was asked. You need not come.", until)
    handoff = ring.call.handoff
    if ring.call.outcome == "accepted" and handoff.receiver and handoff.receiver_id != ring.staff_id:
        return News(f"{staff_label(handoff.receiver)} is going. You need not come.", until)
    return News(f"{short_name(handoff.asked_by)} stopped ringing. You need not come.", until)
