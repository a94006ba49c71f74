"""The doors of one colleague: how they are introduced, roles, the way in, leaving."""

from django.urls import path

from handclasp.web.colleague import profile_views, security_views, views

urlpatterns = [
    path("people/new/", views.new, name="new_colleague"),
    path("people/second-factor/", security_views.second_factor, name="second_factor_roles"),
    path("people/left/", views.left, name="people_who_left"),
    path("people/me/", profile_views.mine, name="own_profile"),
    path("people/<int:staff_id>/profile/", profile_views.profile, name="profile"),
    path("people/<int:staff_id>/meet/", profile_views.meet, name="meet"),
    path("people/<int:staff_id>/photo/", profile_views.send_photo, name="send_photo"),
    path("people/<int:staff_id>/photo/remove/", profile_views.remove_photo, name="remove_photo"),
    path("people/<int:staff_id>/photo/<slug:digest>.webp", profile_views.photo, name="photo"),
    path("people/<int:staff_id>/", views.colleague, name="colleague"),
    path("people/<int:staff_id>/invite/", views.invite, name="invite_colleague"),
    path("people/<int:staff_id>/<slug:name>/", views.change, name="change_colleague"),
]
