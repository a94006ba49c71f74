"""The door of outside agencies."""

from django.urls import path

from handclasp.web.agencies import views

urlpatterns = [path("people/agencies/", views.agencies, name="agencies")]
