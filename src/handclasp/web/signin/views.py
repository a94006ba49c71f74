"""Pages around sign-in that are our own."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


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
