"""How a pressed button is answered: a redirect, a fragment, or the same page with a sentence."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from handclasp.domain.refusals import words_for
from handclasp.platform.refusals import Refusal


def see_other(url: str) -> HttpResponse:
    """Send the browser on with GET, so that reloading repeats nothing."""
    return HttpResponse(status=303, headers={"Location": url})


def refusal_words(command: Callable[[], object]) -> str:
    """Run a command; return an empty string, or why not in words. What is hidden or missing is a 404."""
    try:
        command()
    except Refusal as refusal:
        if refusal.reason == "not_found":
            raise Http404 from refusal
        return words_for(refusal.reason)
    return ""


def fragment(
    request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Return a part of a page; nothing of the frame around it is asked for."""
    content = render_to_string(template, {**context, "csrf_token": get_token(request)})
    return HttpResponse(content, status=status)
