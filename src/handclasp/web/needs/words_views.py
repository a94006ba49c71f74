"""Writing the words to say: looked at, tried, kept as a new version, or taken back to an older one."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handclasp.directory.commands import need_words as write
from handclasp.domain import need_words
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.needs.forms import DEFAULTS, WordsForm
from handclasp.web.needs.words_page import address, words_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest


@allow("need:keep")
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: StaffRequest, need_id: int | None) -> HttpResponse:
    """Show the words, or do what the pressed button says; whatever was typed stays."""
    looked_at = _looked_at(request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        return _show(request, need_id, looked_at)
    typed, do = request.POST.get("body", "")[: 10 * need_words.LONGEST + 1], request.POST.get("do", "")
    done, problems = _tried(request, need_id, looked_at, do, typed)
    if problems or not done:
        return _show(request, need_id, looked_at, typed, problems, 409 if problems else 200)
    messages.success(request, done)
    return redirect(address(need_id, looked_at))


def _tried(
    request: StaffRequest, need_id: int | None, looked_at: Mapping[str, str], do: str, typed: str
) -> tuple[str, tuple[str, ...]]:
    """Return what was done, and every reason why not, in words."""
    try:
        return _do(request, need_id, looked_at, do, typed), ()
    except write.Lacking as lacking:
        return "", tuple(map(words_for, lacking.reasons))
    except Refusal as refusal:
        if refusal.reason == "not_found":
            raise Http404 from refusal
        return "", (words_for(refusal.reason),)


def _do(request: StaffRequest, need_id: int | None, looked_at: Mapping[str, str], do: str, typed: str) -> str:
    """Return what was done, in words; empty where the words were only to be looked at."""
    actor, now, (tone, language) = request.actor, clock.now(), (looked_at["tone"], looked_at["language"])
    name, _, number = do.partition(":")
    if name == "back":
        is_number = number.isascii() and number.isdigit() and len(number) < 19
        kept = write.go_back(actor, now, int(number) if is_number else 0)
        return "These words are read again." if kept else "These words are read already."
    if name == "stop":
        return (
            "From now on what stands behind them is read."
            if write.stop_words(actor, now, need_id, tone, language)
            else "You have no words of your own here."
        )
    if name == "write":
        kept = write.write_words(actor, now, need_id, tone, language, typed)
        return "Kept as a new version." if kept else "Nothing was changed."
    return ""


def _looked_at(sent: Mapping[str, str]) -> dict[str, str]:
    """Return tone, language and setting; what is unknown is the usual."""
    form = WordsForm({**DEFAULTS, **{name: sent[name] for name in DEFAULTS if sent.get(name)}})
    form.is_valid()
    return {name: form.cleaned_data.get(name) or usual for name, usual in DEFAULTS.items()}


def _show(
    request: StaffRequest,
    need_id: int | None,
    looked_at: Mapping[str, str],
    typed: str | None = None,
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    page = words_page(request.actor, need_id, looked_at, typed, problems)
    if page is None:
        raise Http404
    return render(request, "needs/words.html", {"page": page}, status=status)
