"""The doors of the audit."""

from django.urls import path

from handclasp.web.audit import views

urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/find/", views.find, name="audit_find"),
    path("audit/look/", views.look, name="audit_look"),
    path("audit/clients/<int:client_id>/", views.client, name="audit_client"),
]
