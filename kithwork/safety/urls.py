"""Addresses under /alerts/."""

from django.urls import path

from kithwork.safety import views

app_name = "safety"
urlpatterns = [
    path("", views.alerts, name="alerts"),
    path("<uuid:uid>/", views.alert, name="alert"),
    path("<uuid:uid>/spoken/", views.spoken, name="spoken"),
    path("<uuid:uid>/hand-over/", views.hand_over, name="hand_over"),
]
