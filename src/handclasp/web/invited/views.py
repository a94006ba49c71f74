"""Opening an invitation and choosing a password."""

from datetime import timedelta
from typing import Final

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from handclasp.directory.commands import accept_invitation
from handclasp.directory.models import Invitation
from handclasp.directory.queries import open_invitation
from handclasp.directory.tokens import could_be_a_token, hash_of
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.platform.signins.counting import Allowance, take
from handclasp.web.invited.forms import PasswordForm
from handclasp.web.invited.pages import invited_page
from handclasp.web.shell import errors
from handclasp.web.shell.networks import network_of

KEPT: Final = "invitation"  # in the session, as the hash: the address and the table never hold both
TRIES: Final = Allowance(30, timedelta(minutes=1))


@login_not_required
@require_GET
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address at once, so that no referrer, history or picture of the screen has it."""
    if not take(f"invitation:{network_of(request)}", TRIES, clock.wall_now()):
        return errors.too_many(request)
    hashed = hash_of(token) if could_be_a_token(token) else ""
    if open_invitation(hashed, clock.now()) is None:
        return _without_referrer(_over(request))
    request.session[KEPT] = hashed
    return _without_referrer(redirect("invitation"))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest) -> HttpResponseBase:
    """Show who invites, take the password, and sign in."""
    found = open_invitation(request.session.get(KEPT, ""), clock.now())
    if found is None:
        return _over(request)
    form = PasswordForm(found.staff.user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        page = invited_page(found, form, request.actor)  # type: ignore[attr-defined]
        return render(
            request, "invited/invitation.html", {"page": page}, status=422 if form.is_bound else 200
        )
    return _accepted(request, found, form.cleaned_data["password1"])


def _accepted(request: HttpRequest, found: Invitation, password: str) -> HttpResponseBase:
    try:
        user = accept_invitation(found.token_hash, password, clock.now())
    except Refusal:
        return _over(request)
    del request.session[KEPT]
    answer: HttpResponseBase = perform_password_login(request, {"email": user.email}, Login(user=user))
    if request.user.is_authenticated:  # else a second factor is asked for first
        reauthenticate_by_password(request)  # it was typed just now: no second time before adding a factor
    return answer


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "invited/over.html", status=404)


def _without_referrer(answer: HttpResponse) -> HttpResponse:
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
