"""The door of the numbers."""

from django.urls import path

from handclasp.web.numbers import views

urlpatterns = [path("numbers/", views.numbers, name="numbers")]
