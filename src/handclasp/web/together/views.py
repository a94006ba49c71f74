"""Together: everyone present, then what is said before the client, in order."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from handclasp.handoffs.commands import meeting, visits
from handclasp.platform import clock
from handclasp.web.introduce.answers import fragment, refusal_words, see_other
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest, wants_a_fragment
from handclasp.web.together.forms import ActionForm, VisitForm
from handclasp.web.together.pages import NOTHING_TYPED, Typed, together_page
from handclasp.web.together.saving import Saved, save, typed

Outcome = tuple[tuple[str, ...], int]
WELL: Final[Outcome] = ((), 200)
DONE_WITH: Final = {
    "action": ("what", "owner", "due_on"),
    "visit": ("visit_date", "visit_time"),
    "read_back": ("said_back",),
}


@allow("summary:read")
@require_GET
def together(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Show the page; a script gets only the part that changes."""
    return _show(request, handoff_id, NOTHING_TYPED, WELL)


@allow("summary:write")
@require_POST
def autosave(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Save the words as they are being typed."""
    now = clock.now()
    saved = save(request.actor, handoff_id, request.POST, now)
    page = together_page(request.actor, handoff_id, now, typed(request.POST, saved))
    context = {"page": page, "saved": saved, "now": now}
    response = fragment(request, "together/_saved.html", context, 200 if saved.is_well else 409)
    return _naming_unsaved(response, saved)


@allow("summary:write")
@require_POST
def act(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Save the words, then do what the pressed button says."""
    saved = save(request.actor, handoff_id, request.POST, clock.now())
    kept = typed(request.POST, saved)
    do = request.POST.get("do", "")
    problems, status = _do(request, handoff_id, do) if not saved.problem else ((saved.problem,), 409)
    if status == 200 and saved.clashes:
        status = 409
    if status == 200 and not wants_a_fragment(request):
        return see_other(reverse("together", args=[handoff_id]))
    taken = () if problems else DONE_WITH.get(do.partition(":")[0], ())
    response = _show(request, handoff_id, _shown_again(request, kept, taken), (problems, status))
    response.headers["Handclasp-Taken"] = ",".join(taken)
    return _naming_unsaved(response, saved)


def _do(request: StaffRequest, handoff_id: int, do: str) -> Outcome:
    actor, now, sent = request.actor, clock.now(), request.POST
    name, _, rest = do.partition(":")
    commands: dict[str, Callable[[], object]] = {
        "present": lambda: meeting.mark_everyone_present(actor, handoff_id, now),
        "arrived": lambda: meeting.mark_arrived(actor, handoff_id, now),
        "done": lambda: meeting.finish_action(actor, handoff_id, _number(rest), now),
        "read_back": lambda: meeting.read_back(
            actor, handoff_id, sent.get("said_back", ""), rest == "yes", now
        ),
        "end": lambda: meeting.end_introduction(actor, handoff_id, now),
    }
    if name == "action":
        return _add_action(request, handoff_id, sent)
    if name == "visit":
        return _plan_visit(request, handoff_id, sent)
    return _outcome(commands[name]) if name in commands else WELL


def _add_action(request: StaffRequest, handoff_id: int, sent: QueryDict) -> Outcome:
    form = ActionForm(sent)
    if not form.is_valid():
        return _said(form), 422
    what, owner, due_on = (form.cleaned_data[name] for name in ("what", "owner", "due_on"))
    return _outcome(lambda: meeting.add_action(request.actor, handoff_id, what, owner, due_on, clock.now()))


def _plan_visit(request: StaffRequest, handoff_id: int, sent: QueryDict) -> Outcome:
    form = VisitForm(sent)
    if not form.is_valid():
        return _said(form), 422
    return _outcome(lambda: visits.plan_visit(request.actor, handoff_id, form.starts_at(), clock.now()))


def _said(form: ActionForm | VisitForm) -> tuple[str, ...]:
    return tuple(str(words) for errors in form.errors.values() for words in errors)


def _outcome(command: Callable[[], object]) -> Outcome:
    problem = refusal_words(command)
    return ((problem,), 409) if problem else WELL


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _naming_unsaved(response: HttpResponse, saved: Saved) -> HttpResponse:
    """Tell the script which fields it must go on holding."""
    response.headers["Handclasp-Unsaved"] = "all" if saved.problem else ",".join(saved.clashes)
    return response


def _shown_again(request: StaffRequest, kept: Typed, taken: tuple[str, ...]) -> Typed:
    """Return what the page repeats: all that was typed and not taken. A script still has it in its fields."""
    if wants_a_fragment(request):
        return Typed({}, {}, {}, kept.clashes)
    other = {name: text for name, text in kept.other.items() if name not in taken}
    return Typed(kept.words, kept.base, other, kept.clashes)


def _show(request: StaffRequest, handoff_id: int, kept: Typed, outcome: Outcome) -> HttpResponse:
    problems, status = outcome
    page = together_page(request.actor, handoff_id, clock.now(), kept, problems)
    if page is None:
        raise Http404
    if wants_a_fragment(request):
        return fragment(request, "together/_together.html", {"page": page}, status)
    return render(request, "together/together.html", {"page": page}, status=status)
