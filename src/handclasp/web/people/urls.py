"""The doors of people, places and programs."""

from django.urls import path

from handclasp.web.people import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/part/", views.part, name="people_part"),
    path("people/programs/<int:row_id>/<slug:name>/", views.change_program, name="change_program"),
    path("people/staff/<int:row_id>/<slug:name>/", views.change_staff, name="change_staff"),
]
