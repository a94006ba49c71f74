"""The doors of somebody's own session with a client."""

from django.urls import path

from handclasp.web.session import question_views, views

urlpatterns = [
    path("session/", views.my_session, name="my_session"),
    path("session/start/", views.start, name="session_start"),
    path("session/answer/", views.answer, name="session_answer"),
    path("session/back/", views.back, name="session_back"),
    path("session/end/", views.end, name="session_end"),
    path("session/etiquette/", views.etiquette, name="session_etiquette"),
    path("session/questions/<str:language>/", question_views.questions, name="session_questions"),
    path("handoffs/<int:handoff_id>/interruption/", views.interruption, name="interruption"),
]
