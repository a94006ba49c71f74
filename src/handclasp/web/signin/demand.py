"""Where a role needs a second factor: whoever has none adds one first, and can do nothing else until then."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from handclasp.web.shell import errors
from handclasp.web.shell.middleware import Answer
from handclasp.web.shell.requests import wants_a_fragment
from handclasp.web.shell.second_factor import must_enrol

STAYS_OPEN: Final = frozenset(
    {
        "account_change_password", "account_logout", "account_reauthenticate", "back", "end_session",
        "end_sessions", "here", "mfa_activate_totp", "mfa_add_webauthn", "mfa_index", "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn", "mfa_view_recovery_codes", "password_changed", "sso_login",
    }
)  # fmt: skip


class SecondFactor:
    """Lead people to the page where they add a second factor; comes after `Person`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponseBase | None:
        """Close every page but those that lead to a second factor and out."""
        actor, staff = request.actor, request.staff  # type: ignore[attr-defined]
        if (
            actor is None
            or not getattr(view, "login_required", True)
            or not must_enrol(request, actor, staff)
        ):
            return None
        request.must_enrol = True  # type: ignore[attr-defined]
        match = request.resolver_match
        if match is not None and match.url_name in STAYS_OPEN:
            return None
        if request.method == "GET" and not wants_a_fragment(request):
            return redirect("mfa_index")
        return errors.answer(request, _problem())


def _problem() -> errors.Problem:
    return errors.Problem(
        403,
        "First add a second factor",
        "Nothing was changed. Your role needs a second way to show that it is you. Add one, then press again; "
        "what you typed is still on your page.",
        reverse("mfa_index"),
        "Add a second factor",
    )
