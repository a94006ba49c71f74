"""Together: what is done and said while everybody is there."""

from django.urls import path

from handclasp.web.together import views

urlpatterns = [
    path("handoffs/<int:handoff_id>/together/", views.together, name="together"),
]
