"""What a load balancer and a person on call ask."""

from django.urls import path

from handclasp.web.health import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
