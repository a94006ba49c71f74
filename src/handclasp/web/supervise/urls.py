"""The doors of the supervisor board."""

from django.urls import path

from handclasp.web.supervise import views

urlpatterns = [
    path("supervise/", views.supervise, name="supervise"),
    path("supervise/part/", views.part, name="supervise_part"),
]
