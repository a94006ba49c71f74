"""Signing out in one place, or everywhere."""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from handclasp.directory.commands.sessions import end_own_session, end_sessions
from handclasp.platform import clock
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest


@allow("account:keep")
@require_POST
def end_one(request: StaffRequest) -> HttpResponse:
    """Sign out in one place; twice is once."""
    end_own_session(request.actor, request.POST.get("session", ""), clock.now())
    return redirect("mfa_index")


@allow("account:keep")
@require_POST
def end_everywhere(request: StaffRequest) -> HttpResponse:
    """Sign out everywhere, or everywhere but here."""
    if request.POST.get("but") == "this":
        end_sessions(request.actor, request.actor.person, clock.now(), but=request.session.session_key)
        return redirect("mfa_index")
    end_sessions(request.actor, request.actor.person, clock.now())
    logout(request)
    return redirect("account_login")
