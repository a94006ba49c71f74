"""The doors of rooms' tablets: for staff under /tablets/, for the device itself under /tablet/."""

from django.urls import path

from handclasp.web.tablet import staff_views, views

urlpatterns = [
    path("tablets/", staff_views.tablets, name="tablets"),
    path("tablets/connect/", staff_views.connect, name="tablet_connect_here"),
    path("tablets/code/", staff_views.code, name="tablet_code"),
    path("tablets/<int:tablet_id>/disconnect/", staff_views.disconnect, name="tablet_disconnect"),
    path("tablet/", views.waiting, name="tablet"),
    path("tablet/connect/", views.connect, name="tablet_connect"),
    path("tablet/now/", views.now, name="tablet_now"),
    path("tablet/back/", views.back, name="tablet_back"),
    path("tablet/mind/", views.mind, name="tablet_mind"),
    path("tablet/show/", views.show, name="tablet_show"),
]
