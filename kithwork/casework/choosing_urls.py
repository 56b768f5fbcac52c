"""Addresses under /know/choosing/: choosing students for casework."""

from django.urls import path

from kithwork.casework.views import choosing

app_name = "choosing"
urlpatterns = [
    path("", choosing.begin, name="begin"),
    path("<uuid:uid>/", choosing.listed, name="list"),
    path("<uuid:uid>/letters/", choosing.letters, name="letters"),
]
