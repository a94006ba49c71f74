"""The doors of the page of a handoff."""

from django.urls import path, re_path

from handclasp.web.handoff import views
from handclasp.web.handoff.actions import ACTIONS

urlpatterns = [
    path("handoffs/<int:handoff_id>/", views.handoff, name="handoff"),
    path("handoffs/<int:handoff_id>/part/", views.part, name="handoff_part"),
    path("handoffs/<int:handoff_id>/history/", views.history, name="handoff_history"),
    re_path(
        rf"^handoffs/(?P<handoff_id>[0-9]{{1,18}})/(?P<name>{'|'.join(ACTIONS)})/$",
        views.act,
        name="handoff_act",
    ),
]
