"""The demo's own doors; outside the demo they do not exist."""

from django.urls import path

from handclasp.web.demo.views import move_clock, picker, sign_in_as

urlpatterns = [
    path("", picker, name="demo"),
    path("sign-in/", sign_in_as, name="demo_sign_in"),
    path("clock/", move_clock, name="demo_clock"),
]
