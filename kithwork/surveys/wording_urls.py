"""Addresses under /settings/wordings/."""

from django.urls import path

from kithwork.surveys.views import wordings

app_name = "wordings"
urlpatterns = [
    path("", wordings.wordings, name="wordings"),
    path("<slug:code>/", wordings.wording, name="wording"),
    path("<slug:code>/retire/", wordings.wording_retire, name="wording_retire"),
]
