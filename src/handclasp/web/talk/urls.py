"""The doors of the talk among staff about a handoff."""

from django.urls import path

from handclasp.web.talk import views

urlpatterns = [
    path("handoffs/<int:handoff_id>/talk/", views.talk, name="talk"),
    path("handoffs/<int:handoff_id>/talk/say/", views.say, name="talk_say"),
]
