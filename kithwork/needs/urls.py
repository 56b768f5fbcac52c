"""Addresses under /know/. The report of a school stands at `report_of`."""

from django.urls import path

from kithwork.needs.views import know

app_name = "needs"
urlpatterns = [
    path("", know.know, name="know"),
    path("students/", know.students, name="students"),
]
