"""Where somebody begins who holds no client: an office, or a colleague without a role yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import NoReverseMatch, reverse

from handclasp.directory.queries import programs
from handclasp.domain.last_rungs import reachable
from handclasp.domain.readiness import missing, steps
from handclasp.handoffs.last_rungs import rungs_of
from handclasp.handoffs.queries.ready import readiness
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import day_words, local_day

DOORS: Final = (
    ("setup", "directory:change", "check", "What is still missing", "All that a first introduction needs, in order."),
    ("places", "directory:change", "pin", "Places and programs", "Sites, rooms, programs, and who answers for them."),
    ("people", "directory:read", "people", "People and places", "Who works where, who can come, what is open when."),
    ("new_colleague", "staff:invite", "plus", "Invite a colleague", "They get a link to begin with, and a role."),
    ("numbers", "numbers:read", "chart", "Numbers", "How handoffs go in the whole organization, without a name."),
    ("audit", "audit:read", "eye", "Audit", "Who has read and changed what, and what looks unusual."),
    ("mfa_index", "account:keep", "lock", "Your sign-in", "Password, second factor, where you are signed in."),
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """One page to go to."""

    url: str
    icon: str
    title: str
    words: str


@dataclass(frozen=True)
class StartPage:
    """The whole page; `without_last_rung` names programs that nobody can be introduced to."""

    title: str
    words: str
    ways: tuple[Way, ...]
    without_last_rung: tuple[str, ...]
    setup_left: int = 0


def start_page(actor: Actor, now: datetime) -> StartPage:
    """Return where this person can go."""
    return StartPage(
        title=day_words(local_day(now)),
        words=_words(actor),
        ways=tuple(
            Way(url, icon, title, words)
            for name, permission, icon, title, words in DOORS
            if actor.may(permission) and (url := _url(name))
        ),
        without_last_rung=_without_last_rung(actor, now) if actor.may("directory:change") else (),
        setup_left=len(missing(steps(readiness(actor, now)))) if actor.may("directory:change") else 0,
    )


def _words(actor: Actor) -> str:
    if actor.may("audit:read"):
        return (
            "No client’s record is shown here. Whose was read or changed, and by whom, stands in the audit."
        )
    if len(actor.roles) > 1:  # everybody is staff
        return "Your work here needs no client’s record, so none is shown."
    return "You have no role in a program yet. An administrator of your organization gives you one."


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _without_last_rung(actor: Actor, now: datetime) -> tuple[str, ...]:
    receiving = [program for program in programs(actor) if program.receives]
    rungs = rungs_of([program.pk for program in receiving], now)
    return tuple(program.name for program in receiving if not reachable(rungs[program.pk]))
