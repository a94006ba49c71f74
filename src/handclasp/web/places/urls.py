"""The doors of places and programs."""

from django.urls import path

from handclasp.web.places import adding_views, views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/organization/", adding_views.organization, name="organization"),
    path("places/sites/new/", adding_views.new_site, name="new_site"),
    path("places/sites/<int:site_id>/", views.site, name="site"),
    path("places/sites/<int:site_id>/<slug:name>/", views.change_site, name="change_site"),
    path("places/rooms/<int:room_id>/", adding_views.room, name="room"),
    path("places/rooms/<int:room_id>/retire/", adding_views.retire_room, name="retire_room"),
    path("places/programs/new/", adding_views.new_program, name="new_program"),
    path("places/programs/<int:program_id>/", views.program, name="program"),
    path("places/programs/<int:program_id>/<slug:name>/", views.change_program, name="change_program_part"),
]
