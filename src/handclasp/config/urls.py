"""Every door of the HTML site."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("handclasp.web.health.urls")),
]
