"""The door of adding a client."""

from django.urls import path

from handclasp.web.newclient import views

urlpatterns = [path("clients/new/", views.new_client, name="new_client")]
