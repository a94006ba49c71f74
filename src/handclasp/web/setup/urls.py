"""The door of setting an organization up."""

from django.urls import path

from handclasp.web.setup import views

urlpatterns = [path("setup/", views.setup, name="setup")]
