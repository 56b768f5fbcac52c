"""Addresses under /cases/ of the file check and of the sheets that are printed."""

from django.urls import path

from kithwork.casework.views import file_check

urlpatterns = [
    path("<uuid:uid>/papers/check/", file_check.check, name="file_check"),
]
