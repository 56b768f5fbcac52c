"""Addresses under /cases/ of the file check and of the sheets that are printed."""

from django.urls import path

from kithwork.casework.views import file_check, sheets

urlpatterns = [
    path("sheets/<uuid:uid>/<slug:sheet>/", sheets.sheet, name="sheet"),
    path("<uuid:uid>/papers/check/", file_check.check, name="file_check"),
]
