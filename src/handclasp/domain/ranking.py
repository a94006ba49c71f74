"""Who can come: everybody with a reason, the best first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handclasp.domain.walking import NEARBY, Walk

BY_VIDEO: Final = 1  # minutes until somebody is on the tablet
BY_PHONE: Final = 1
TO_EXCUSE: Final = 2  # minutes to leave a session kindly
WALKING_SETTINGS: Final = frozenset({"in_person"})
PLACES: Final = ("walk", "video", "phone")
WAITS: Final = (2, 5, 10)  # minutes: who comes within the same of them comes equally soon
RINGS_TO_ONE: Final = 5  # so many rings of the last 30 days weigh as much as one acceptance


@dataclass(frozen=True)
class Facts:
    """What is known about one person who might come.

    `walk` is None where nobody walks; `session` is the code of `domain.etiquette` for why theirs is not interrupted, ""
    where it may be, None where there is none; `rung_lately` and `accepted_lately` count 30 days; `practised` is an
    introduction held within 90 days, until there is a practice room.
    """

    staff_id: int
    program_id: int
    status: str
    page_open: bool
    page_seen_at: datetime | None = None
    until: datetime | None = None
    walk: Walk | None = None
    has_video: bool = False
    has_phone: bool = False
    setting: str = "in_person"
    names_the_need: bool = False
    fits_age: bool = True
    speaks: bool = True
    knows_client: bool = False
    block_until: datetime | None = None
    session: str | None = None
    ringing: bool = False
    coming: bool = False
    introducing: bool = False
    away: bool = False
    already_has: bool = False
    is_active: bool = True
    other_age: bool = False
    no_last_rung: bool = False
    closed_today: bool = False
    rung_this_hour: int = 0
    rings_an_hour: int = 0
    holding: int = 0
    rung_lately: int = 0
    accepted_lately: int = 0
    practised: bool = False
    last_rung_at: datetime | None = None


@dataclass(frozen=True)
class Candidate:
    """One person of the list: may be rung or not, and why (codes that the page puts into words).

    `way` is how they would come and `minutes` how long that takes, both empty where they may not be rung.
    """

    facts: Facts
    can_ring: bool
    why: str
    way: str = ""
    minutes: int = 0

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return what speaks for this person, the nearest things first."""
        return tuple(code for code, holds in REASONS if holds(self.facts))


def way_of(facts: Facts) -> str:
    """Return how somebody would come: on foot where the client is in a room near them, else by video, else by phone.

    Between two buildings that are not nearby, video comes first where there is one.
    """
    on_foot = facts.walk if facts.setting in WALKING_SETTINGS else None
    if on_foot and not (on_foot.is_outside and on_foot.minutes > NEARBY and facts.has_video):
        return "walk"
    if facts.has_video and facts.setting != "phone":
        return "video"
    if facts.setting == "phone" or facts.has_phone:
        return "phone"
    return ""


Rule = Callable[[Facts], bool]
WHY_NOT: Final[tuple[tuple[str, Rule], ...]] = (
    ("inactive", lambda f: not f.is_active),
    ("away", lambda f: f.away),
    ("already_has", lambda f: f.already_has),
    ("other_age", lambda f: f.other_age),
    ("no_last_rung", lambda f: f.no_last_rung),
    ("closed_today", lambda f: f.closed_today),
    ("coming_elsewhere", lambda f: f.coming),
    ("introducing", lambda f: f.introducing),
    ("rung_elsewhere", lambda f: f.ringing),
    ("not_now", lambda f: f.status == "not_now"),
    ("with_client", lambda f: bool(f.session) or (f.status == "with_client" and f.session is None)),
    ("off", lambda f: f.status not in {"open", "with_client"}),
    ("page_closed", lambda f: not f.page_open),
    ("rung_enough", lambda f: 0 < f.rings_an_hour <= f.rung_this_hour),
    ("too_far", lambda f: not way_of(f)),
)
REASONS: Final[tuple[tuple[str, Rule], ...]] = (
    ("names_the_need", lambda f: f.names_the_need),
    ("not_their_age", lambda f: not f.fits_age),
    ("speaks", lambda f: f.speaks),
    ("does_not_speak", lambda f: not f.speaks),
    ("knows_client", lambda f: f.knows_client),
    ("in_block", lambda f: f.block_until is not None),
    ("until", lambda f: f.until is not None and f.status == "open"),
    ("practised", lambda f: f.practised),
)


def rank(people: Iterable[Facts]) -> list[Candidate]:
    """Order everybody: who may be rung first, on foot before video before phone, open before interruptible.

    Then: same language, fit to need and age, known to the client, in a handoff block, soonest there, least loaded,
    practised, longest quiet. Each is a coarse bucket, so that the next has room. A person's place depends on that
    person alone, so the order is total and stable, and one more person never changes the order of the others.
    """
    return sorted((_judge(facts) for facts in people), key=_order)


def load(facts: Facts) -> int:
    """Return how much somebody carries, in steps of one client held; two acceptances of 30 days weigh as much."""
    return facts.holding + (facts.accepted_lately + facts.rung_lately // RINGS_TO_ONE) // 2


def _judge(facts: Facts) -> Candidate:
    for why, applies in WHY_NOT:
        if applies(facts):
            return Candidate(facts, False, (facts.session or why) if why == "with_client" else why)
    way = way_of(facts)
    why = "open" if facts.session is None else "interruptible"
    return Candidate(facts, True, why, way, _minutes(facts, way))


def _minutes(facts: Facts, way: str) -> int:
    excuse = 0 if facts.session is None else TO_EXCUSE
    if way == "walk" and facts.walk is not None:
        return facts.walk.minutes + excuse
    return (BY_VIDEO if way == "video" else BY_PHONE) + excuse


def _order(candidate: Candidate) -> tuple[object, ...]:
    facts = candidate.facts
    return (
        not candidate.can_ring,
        PLACES.index(candidate.way) if candidate.way else len(PLACES),
        facts.session is not None,
        not facts.speaks,
        not facts.names_the_need,
        not facts.fits_age,
        not facts.knows_client,
        facts.block_until is None,
        sum(candidate.minutes > wait for wait in WAITS),
        load(facts),
        not facts.practised,
        facts.last_rung_at.timestamp() if facts.last_rung_at else 0.0,
        facts.staff_id,
        facts.program_id,
    )
