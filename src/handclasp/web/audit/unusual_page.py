"""What looks unusual, as it stands above the search."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse

from handclasp.domain.unusual import RULES
from handclasp.handoffs.queries.findings import OF_A_DAY, Finding
from handclasp.handoffs.queries.unusual import unusual_lately
from handclasp.platform.actor import Actor
from handclasp.web.audit.rows import GONE, when_words

NOT_A_SUM: Final = frozenset({"many"})


@dataclass(frozen=True)
class Typed:
    """What somebody wrote about one finding, given back with what was wrong."""

    rule: str
    about: str
    note: str
    problem: str


@dataclass(frozen=True)
class Count:
    """One rule, why one looks, and how many it found."""

    title: str
    why: str
    source: str
    number: int


@dataclass(frozen=True)
class Unusual:
    """One thing to look at."""

    key: str
    rule: str
    about: str
    title: str
    who: str
    client: str
    client_url: str
    when: str
    times: str
    search_url: str
    note: str
    problem: str


@dataclass(frozen=True)
class LookedAt:
    """What somebody found."""

    title: str
    note: str
    by: str
    when: str


@dataclass(frozen=True)
class UnusualPart:
    """What stands to be looked at in the last seven days, and what was."""

    counts: tuple[Count, ...]
    open: tuple[Unusual, ...]
    more: str
    looked: tuple[LookedAt, ...]


def unusual_part(actor: Actor, now: datetime, typed: Typed | None) -> UnusualPart | None:
    """Return what looks unusual, or None for who may not read the audit."""
    facts = unusual_lately(actor, now)
    if facts is None:
        return None
    left = sum(facts.counts.values()) - len(facts.open)
    return UnusualPart(
        counts=tuple(Count(r.title, r.why, r.source, facts.counts[code]) for code, r in RULES.items()),
        open=tuple(_unusual(one, typed) for one in facts.open),
        more=f"{left} more stand below these; they appear as these are looked at." if left else "",
        looked=tuple(
            LookedAt(RULES[one.rule].title if one.rule in RULES else one.rule, one.note, one.by, when_words(one.at))
            for one in facts.looked
        ),
    )  # fmt: skip


def _unusual(found: Finding, typed: Typed | None) -> Unusual:
    mine = typed if typed and (typed.rule, typed.about) == (found.rule, found.about) else None
    day, staff = found.about.split()[-1], found.actor.removeprefix("staff:")
    client = f"&client={found.client_id}" if found.client_id else ""
    return Unusual(
        key=f"{found.rule}-{found.about}".replace(" ", "-").replace(":", "-"),
        rule=found.rule,
        about=found.about,
        title=RULES[found.rule].title,
        who=found.label,
        client=(found.client or GONE) if found.client_id else "",
        client_url=reverse("audit_client", args=[found.client_id]) if found.client_id else "",
        when=when_words(found.last_at),
        times=_times(found),
        search_url=f"{reverse('audit')}?staff={staff}{client}&since={day}&until={day}",
        note=mine.note if mine else "",
        problem=mine.problem if mine else "",
    )


def _times(found: Finding) -> str:
    if found.rule in NOT_A_SUM:
        return f"{found.times} clients"
    if found.rule in OF_A_DAY:
        return f"{found.times} reading{'' if found.times == 1 else 's'} that day"
    return "once" if found.times == 1 else f"{found.times} times"
