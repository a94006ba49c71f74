"""Where somebody is signed in, and signing out there or everywhere."""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from handclasp.directory.commands.sessions import end_own_session, end_sessions
from handclasp.platform import clock
from handclasp.web.shell.requests import StaffRequest
from handclasp.web.signin.session_page import sessions_page


@require_GET
def sessions(request: StaffRequest) -> HttpResponse:
    """Show where this person is signed in."""
    page = sessions_page(request.actor, request.session.session_key)
    return render(request, "signin/sessions.html", {"sessions": page})


@require_POST
def end_one(request: StaffRequest) -> HttpResponse:
    """Sign out in one place; twice is once."""
    end_own_session(request.actor, request.POST.get("session", ""), clock.now())
    return redirect("sessions")


@require_POST
def end_everywhere(request: StaffRequest) -> HttpResponse:
    """Sign out everywhere, or everywhere but here."""
    if request.POST.get("but") == "this":
        end_sessions(request.actor, request.actor.person, clock.now(), but=request.session.session_key)
        return redirect("sessions")
    end_sessions(request.actor, request.actor.person, clock.now())
    logout(request)
    return redirect("account_login")
