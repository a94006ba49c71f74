"""Is this process alive, and can it serve?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from handclasp.web.health.readiness import look


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process lives; nothing else is asked."""
    return HttpResponse("alive\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and has this version's tables, else 503; tell of the worker."""
    found = look()
    return JsonResponse(
        found.as_words(), status=200 if found.can_serve else 503, headers={"Cache-Control": "no-store"}
    )
