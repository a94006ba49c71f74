"""The doors of one colleague: roles, the way in, leaving."""

from django.urls import path

from handclasp.web.colleague import security_views, views

urlpatterns = [
    path("people/new/", views.new, name="new_colleague"),
    path("people/second-factor/", security_views.second_factor, name="second_factor_roles"),
    path("people/left/", views.left, name="people_who_left"),
    path("people/<int:staff_id>/", views.colleague, name="colleague"),
    path("people/<int:staff_id>/invite/", views.invite, name="invite_colleague"),
    path("people/<int:staff_id>/<slug:name>/", views.change, name="change_colleague"),
]
