"""How people meet who are not in one room, and what they set up for it."""

from django.urls import path

from handclasp.web.meeting import link_views, setup_views, views

urlpatterns = [
    path("handoffs/<int:handoff_id>/meeting/", views.meeting, name="meeting"),
    path("handoffs/<int:handoff_id>/meeting/phone/", views.to_phone, name="meeting_phone"),
    path("handoffs/<int:handoff_id>/meeting/video/", views.to_video, name="meeting_video"),
    path("handoffs/<int:handoff_id>/meeting/link/", views.other_link, name="meeting_link"),
    path("handoffs/<int:handoff_id>/meeting/contact/", views.contact, name="meeting_contact"),
    path("handoffs/<int:handoff_id>/meeting/<str:language>/", views.card, name="meeting_card"),
    path("people/meetings/", setup_views.meetings, name="meeting_setup"),
    path("people/link/", link_views.link, name="my_link"),
    path("people/link/tried/", link_views.tried, name="my_link_tried"),
]
