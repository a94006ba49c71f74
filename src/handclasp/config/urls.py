"""Every door of the HTML site. `/live/`, the stream of changes, stands in front of it (`web.live.door`)."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("handclasp.web.today.urls")),
    path("", include("handclasp.web.handoff.urls")),
    path("", include("handclasp.web.supervise.urls")),
    path("", include("handclasp.web.numbers.urls")),
    path("", include("handclasp.web.availability.urls")),
    path("", include("handclasp.web.agencies.urls")),
    path("", include("handclasp.web.people.urls")),
    path("", include("handclasp.web.colleague.urls")),
    path("", include("handclasp.web.meeting.urls")),
    path("", include("handclasp.web.places.urls")),
    path("", include("handclasp.web.setup.urls")),
    path("", include("handclasp.web.newclient.urls")),
    path("", include("handclasp.web.introduce.urls")),
    path("", include("handclasp.web.together.urls")),
    path("", include("handclasp.web.talk.urls")),
    path("", include("handclasp.web.needs.urls")),
    path("", include("handclasp.web.audit.urls")),
    path("", include("handclasp.web.health.urls")),
    path("", include("handclasp.web.invited.urls")),
    path("", include("handclasp.web.session.urls")),
    path("", include("handclasp.web.tablet.urls")),
    path("accounts/", include("handclasp.web.signin.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("handclasp.web.demo.urls")))

handler400 = "handclasp.web.shell.errors.bad_request"
handler403 = "handclasp.web.shell.errors.permission_denied"
handler404 = "handclasp.web.shell.errors.page_not_found"
handler429 = "handclasp.web.shell.errors.too_many"
handler500 = "handclasp.web.shell.errors.server_error"
