"""Everything that can be pressed on the page of a handoff: its form, its one command, and what is said afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import forms as django_forms

from handclasp.handoffs.commands import closing, meeting, passing, pausing, promising, visits
from handclasp.platform.actor import Actor
from handclasp.web.handoff import forms

Run = Callable[[Actor, int, Any, datetime], object]
START_OF_WORK = time(9, 0)


@dataclass(frozen=True)
class Action:
    """One thing that can be done: `place` is the section of the page it belongs to."""

    form: type[django_forms.Form]
    run: Run
    place: str
    done: str
    then: str = "/handoffs/{handoff_id}/"


def _attempt(actor: Actor, handoff_id: int, form: forms.AttemptForm, now: datetime) -> None:
    data = form.cleaned_data
    again = forms.instant(data["again_on"], data["again_at"])
    promising.record_attempt(actor, handoff_id, data["channel"], data["result"], data["note"], now, again)


def _visit(actor: Actor, handoff_id: int, form: forms.VisitForm, now: datetime) -> None:
    starts_at = forms.instant(form.cleaned_data["on"], form.cleaned_data["at"])
    assert starts_at is not None
    visits.plan_visit(actor, handoff_id, starts_at, now, form.cleaned_data["overbook"])


def _record(actor: Actor, handoff_id: int, form: forms.RecordForm, now: datetime) -> None:
    data = form.cleaned_data
    visits.record_visit(actor, data["visit"], data["outcome"], now, forms.instant(data["on"], data["at"]))


def _finish(actor: Actor, handoff_id: int, form: forms.ActionForm, now: datetime) -> None:
    meeting.finish_action(actor, handoff_id, form.cleaned_data["action"], now)


def _ask(actor: Actor, handoff_id: int, form: forms.PassForm, now: datetime) -> None:
    passing.ask_colleague(actor, handoff_id, form.side, form.taker_id, form.cleaned_data["reason"], now)


def _answer(actor: Actor, handoff_id: int, form: forms.AnswerForm, now: datetime) -> None:
    answer = passing.accept_pass if form.cleaned_data["answer"] == "yes" else passing.answer_no
    answer(actor, form.cleaned_data["request"], now)


def _assign(actor: Actor, handoff_id: int, form: forms.PassForm, now: datetime) -> None:
    passing.assign(actor, handoff_id, form.side, form.taker_id, form.cleaned_data["reason"], now)


def _relief(actor: Actor, handoff_id: int, form: forms.ReliefForm, now: datetime) -> None:
    passing.ask_relief(actor, handoff_id, form.cleaned_data["reason"], now)


def _pause(actor: Actor, handoff_id: int, form: forms.PauseForm, now: datetime) -> None:
    review_at = forms.instant(form.cleaned_data["review_on"], START_OF_WORK)
    assert review_at is not None
    pausing.pause(actor, handoff_id, form.cleaned_data["reason"], review_at, now)


def _close(actor: Actor, handoff_id: int, form: forms.CloseForm, now: datetime) -> None:
    closing.close_handoff(actor, handoff_id, form.cleaned_data["reason"], form.cleaned_data["note"], now)


def _press(command: Callable[[Actor, int, datetime], object]) -> Run:
    return lambda actor, handoff_id, form, now: command(actor, handoff_id, now)


ACTIONS: Mapping[str, Action] = {
    "attempt": Action(forms.AttemptForm, _attempt, "how", "Recorded."),
    "plan-visit": Action(forms.VisitForm, _visit, "visits", "The visit is planned."),
    "record-visit": Action(forms.RecordForm, _record, "visits", "Recorded."),
    "finish": Action(forms.ActionForm, _finish, "steps", "Marked as done."),
    "hand-on": Action(forms.PassForm, _ask, "hands", "Your colleague was asked. You hold until they accept."),
    "answer": Action(forms.AnswerForm, _answer, "hands", "Done. The page shows who holds."),
    "assign": Action(forms.PassForm, _assign, "hands", "Done. Everybody concerned was told."),
    "ask-relief": Action(
        forms.ReliefForm, _relief, "hands", "Asked. You hold until somebody has taken over."
    ),
    "withdraw-relief": Action(forms.NothingForm, _press(passing.withdraw_relief), "hands", "You stay."),
    "confirm-relief": Action(
        forms.NothingForm, _press(passing.confirm_sender_holds), "hands", "The sender holds alone again."
    ),
    "pause": Action(forms.PauseForm, _pause, "pause", "Paused. Dates stand still, hands stay."),
    "resume": Action(forms.NothingForm, _press(pausing.resume), "pause", "Dates run again."),
    "seek-again": Action(
        forms.NothingForm,
        _press(promising.seek_again),
        "how",
        "The promise is dropped. Ask who can come now.",
        "/handoffs/{handoff_id}/introduce/",
    ),
    "close": Action(forms.CloseForm, _close, "close", "Closed."),
}
