"""Together: what is done and said while everybody is there."""

from django.urls import path

from handclasp.web.together import views

urlpatterns = [
    path("handoffs/<int:handoff_id>/together/", views.together, name="together"),
    path("handoffs/<int:handoff_id>/together/do/", views.act, name="together_do"),
    path("handoffs/<int:handoff_id>/together/save/", views.autosave, name="together_save"),
]
