"""Pages that exist only for tests of the frame: one for the staff, one fragment that follows its topic."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from handclasp.config.urls import handler400, handler403, handler404, handler429, handler500
from handclasp.config.urls import urlpatterns as real
from handclasp.platform import audit
from handclasp.web.shell.permission import allow

PAGE = """{% extends "shell/base.html" %}{% load shell %}
{% block page_title %}Trial{% endblock %}
{% block page %}<h1>Trial</h1>{% include fragment %}<form data-keep="note" method="post">
<label for="note">Note</label><textarea id="note" name="note"></textarea></form>{% endblock %}"""
FRAGMENT = """<section id="trial" data-live="{{ topic }}" data-live-url="/trial/part/">
<p id="count">{{ count }}</p>
<label for="typed">Typed</label><input class="input" id="typed" name="typed" value="">
<details id="more"><summary>More</summary><p>Said.</p></details>
<label class="tile"><input type="radio" name="pick" value="a" checked>A</label>
<label class="tile"><input type="radio" name="pick" value="b">B</label></section>"""
served = {"count": 0, "pages": 0}
streams: Callable[[], int] = int
__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]


@allow("account:keep")
def page(request: HttpRequest) -> HttpResponse:
    """Show the page with its fragment."""
    served["pages"] += 1
    fragment = engines["django"].from_string(FRAGMENT)
    return HttpResponse(engines["django"].from_string(PAGE).render(_context(request, fragment), request))


@allow("account:keep")
def part(request: HttpRequest) -> HttpResponse:
    """Show the fragment alone, counted."""
    served["count"] += 1
    return HttpResponse(engines["django"].from_string(FRAGMENT).render(_context(request), request))


@login_not_required
def state(request: HttpRequest) -> JsonResponse:
    """Tell what was served, after setting it when asked to."""
    served.update({name: int(request.GET[name]) for name in served if name in request.GET})
    return JsonResponse(served | {"streams": streams()})


@allow("account:keep")
def defect(request: HttpRequest) -> HttpResponse:
    """Fail."""
    raise RuntimeError("a defect")


@allow("account:keep")
def unreadable(request: HttpRequest) -> HttpResponse:
    """Ask the database for what it cannot answer, after a client was looked at."""
    audit.saw(1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return HttpResponse()


def _context(request: HttpRequest, fragment: object = None) -> dict[str, object]:
    topic = f"staff:{request.actor.staff_id} org:{request.actor.organization_id}"  # type: ignore[attr-defined]
    return {"topic": topic, "count": served["count"], "fragment": getattr(fragment, "template", None)}


urlpatterns = [
    *real,
    path("trial/", page),
    path("trial/part/", part),
    path("trial/state/", state),
    path("trial/defect/", defect),
    path("trial/unreadable/", unreadable),
]
