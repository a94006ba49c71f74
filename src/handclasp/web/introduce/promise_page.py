"""The follow-up tier: the form of the promise, its confirmation, and the card the client takes home."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from handclasp.clients.queries import display_name
from handclasp.directory.models import Organization
from handclasp.directory.queries import staff_label
from handclasp.domain.lifecycle import State
from handclasp.domain.names import full_name
from handclasp.domain.words import CHANNEL_SAID, clock_es, day_es
from handclasp.handoffs.commands.promising import usual_due
from handclasp.handoffs.models import Handoff, Promise
from handclasp.handoffs.queries.introduce import (
    Eligible,
    open_promise,
    programs_out_of_reach,
    to_promise,
    who_may_back,
    who_may_promise,
)
from handclasp.platform.actor import Actor
from handclasp.web.introduce.ask_page import Option
from handclasp.web.introduce.said import CHANNELS, DROP_REASONS, URGENCY
from handclasp.web.shell.times import clock_words, day_words, local_day

MOVED_ON = "Something happened here in the meantime, so no contact can be promised now."
NOT_THEIRS = "Only whoever holds this client can promise a contact."
USUAL_REASON = {"nobody": "nobody_free", "waited_out": "client_could_not_wait"}


@dataclass(frozen=True)
class PromisePage:
    """The form, with what was typed so far."""

    handoff_id: int
    client: str
    need: str
    urgency: str
    reach_note: str
    cannot: str
    people: tuple[Option, ...]
    out_of_reach: tuple[tuple[str, str], ...]
    channels: tuple[Option, ...]
    reasons: tuple[Option, ...]
    due_date: str
    due_time: str
    due_words: str
    dues_differ: bool
    supervisors: tuple[Option, ...]
    problems: tuple[str, ...] = ()


def promise_page(
    actor: Actor, handoff_id: int, now: datetime, typed: dict[str, str], problems: tuple[str, ...] = ()
) -> PromisePage | None:
    """Return the page with what was typed so far, or None for somebody who does not see how the client is reached."""
    found = to_promise(actor, handoff_id)
    if found is None:
        return None
    handoff, is_holder = found
    could = who_may_promise(handoff, now)
    is_open = handoff.state in {State.SEEKING, State.COMING}
    dues = {e.program.pk: usual_due(handoff, e.program, now) for e in could}
    due = min(
        dues.values(), default=usual_due(handoff, handoff.from_program, now)
    )  # one that everybody can keep
    local = timezone.localtime(due)
    return PromisePage(
        handoff_id=handoff.pk,
        client=display_name(handoff.client),
        need=handoff.need.name_en,
        urgency=URGENCY[handoff.urgency],
        reach_note=handoff.client.reach_note,
        cannot="" if is_open and is_holder else MOVED_ON if is_holder else NOT_THEIRS,
        people=_people(could, dues, typed),
        out_of_reach=tuple(programs_out_of_reach(handoff, now)),
        channels=tuple(Option(c, w, typed.get("channel", "call") == c) for c, w in CHANNELS.items()),
        reasons=_reasons(handoff, typed),
        due_date=typed.get("due_date", f"{local:%Y-%m-%d}"),
        due_time=typed.get("due_time", f"{local:%H:%M}"),
        due_words=_by(due),
        dues_differ=len(set(dues.values())) > 1,
        supervisors=_supervisors(handoff, could, typed),
        problems=problems,
    )


def _people(could: list[Eligible], dues: dict[int, datetime], typed: dict[str, str]) -> tuple[Option, ...]:
    """Offer everybody, with their program and, where not all are open on the same days, until when."""
    chosen, differ = typed.get("who", ""), len(set(dues.values())) > 1
    found = [(f"{e.staff.pk}:{e.program.pk}", e) for e in could]
    notes = {pk: f", by {_by(due)}" if differ else "" for pk, due in dues.items()}
    return tuple(
        Option(v, staff_label(e.staff), v == chosen, e.program.name + notes[e.program.pk]) for v, e in found
    )


def _by(due: datetime) -> str:
    return f"{day_words(local_day(due))}, {clock_words(due)}"


def _reasons(handoff: Handoff, typed: dict[str, str]) -> tuple[Option, ...]:
    call = handoff.calls.order_by("-pk").first()
    chosen = typed.get("reason", USUAL_REASON.get(call.outcome, "") if call else "")
    return tuple(Option(code, words, code == chosen) for code, words in DROP_REASONS.items())


def _supervisors(handoff: Handoff, could: list[Eligible], typed: dict[str, str]) -> tuple[Option, ...]:
    if handoff.urgency == "routine":
        return ()
    programs = sorted({eligible.program.pk for eligible in could})
    chosen = typed.get("backed_by", "")
    return tuple(
        Option(str(p.pk), staff_label(p), str(p.pk) == chosen) for p in who_may_back(handoff, programs)
    )


@dataclass(frozen=True)
class PromisedPage:
    """What was promised, and what to tell the client, in both languages."""

    handoff_id: int
    client: str
    who: str
    how: str
    due_at: datetime
    en: str
    es: str


@dataclass(frozen=True)
class PromiseCard:
    """The page that the client takes home; it names no need and no program."""

    language: str
    handoff_id: int
    organization: str
    who: str
    sentence: str
    phone: str


def promised_page(actor: Actor, handoff_id: int) -> PromisedPage | None:
    """Return the confirmation of the open promise, or None."""
    promise = open_promise(actor, handoff_id)
    if promise is None:
        return None
    client = promise.handoff.client
    return PromisedPage(
        handoff_id, display_name(client), staff_label(promise.staff), CHANNELS[promise.channel], promise.due_at,
        f"“{_sentence_en(promise)} If nobody does, call us and say so.”",
        f"«{_sentence_es(promise)} Si nadie lo hace, llámenos y díganoslo.»",
    )  # fmt: skip


def promise_card(
    actor: Actor, handoff_id: int, language: str, organization: Organization
) -> PromiseCard | None:
    """Return the client's page about the open promise in `en` or `es`, or None."""
    promise = open_promise(actor, handoff_id)
    if promise is None:
        return None
    sentence = _sentence_es(promise) if language == "es" else _sentence_en(promise)
    return PromiseCard(language, handoff_id, organization.name, _name(promise), sentence, organization.phone)


def _sentence_en(promise: Promise) -> str:
    return f"{_name(promise)} {CHANNEL_SAID['en'][promise.channel]} by {_by(promise.due_at)}."


def _sentence_es(promise: Promise) -> str:
    local = timezone.localtime(promise.due_at)
    by = f"a más tardar el {day_es(local.date())} a {clock_es(local.time())}"
    return f"{_name(promise)} {CHANNEL_SAID['es'][promise.channel]}, {by}."


def _name(promise: Promise) -> str:
    return full_name(promise.staff.given, promise.staff.family)
