"""Pages around sign-in that are our own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.utils import get_next_redirect_url
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from handclasp.directory.second_factor import needs_second_factor
from handclasp.platform.clock import wall_now
from handclasp.web.shell.permission import allow
from handclasp.web.shell.second_factor import came_by_single_sign_on
from handclasp.web.signin.pages import security_page
from handclasp.web.signin.session_page import sessions_page
from handclasp.web.signin.single_sign_on import come_back, leave_for_provider

View = Callable[..., HttpResponseBase]


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """Say who adds people and changes their addresses: an administrator."""
    return render(request, "signin/closed.html")


@login_not_required
def no_mail(request: HttpRequest) -> HttpResponse:
    """Say whom to ask for a new password where no mail is sent."""
    return render(request, "signin/no_mail.html")


@login_not_required
def password_changed(request: HttpRequest) -> HttpResponse:
    """Say that the password was changed."""
    return render(request, "signin/changed.html")


@allow("account:keep")
@require_GET
def security(request: Any) -> HttpResponse:
    """Show what opens this account."""
    is_needed = needs_second_factor(request.actor, request.staff)
    page = security_page(request.user, wall_now(), is_needed=is_needed)
    sessions = sessions_page(request.actor, request.session.session_key)
    return render(request, "signin/security.html", {"page": page, "sessions": sessions})


@login_not_required
@require_GET
def sign_on(request: HttpRequest) -> HttpResponseBase:
    """Begin single sign-on; a link starts it, because a form may not lead to another site."""
    again = "again" in request.GET and request.user.is_authenticated
    if request.user.is_authenticated and not again:
        return redirect("/")
    return leave_for_provider(request, get_next_redirect_url(request), again=again)


@login_not_required
@require_GET
def signed_on(request: HttpRequest) -> HttpResponseBase:
    """End single sign-on."""
    return come_back(request)


def signed_on_lately(view: View) -> View:
    """Let whoever has only single sign-on go there once more before a factor is added: allauth would not ask."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user, limit = request.user, app_settings.REAUTHENTICATION_TIMEOUT
        is_only_way = user.is_authenticated and not user.has_usable_password()
        if (
            is_only_way
            and came_by_single_sign_on(request, user)
            and not came_by_single_sign_on(request, user, within=limit)
        ):
            query = urlencode({"again": "1", "next": request.get_full_path()})
            return redirect(f"{reverse('sso_login')}?{query}")
        return view(request, *args, **kwargs)

    return asked
