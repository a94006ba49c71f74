"""The doors of somebody who was invited."""

from django.urls import path

from handclasp.web.invited import views

urlpatterns = [
    path("accounts/invitation/", views.invitation, name="invitation"),
    path("accounts/invitation/<str:token>/", views.link, name="invitation_link"),
]
