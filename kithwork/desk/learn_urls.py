"""Addresses under /learn/: numbers over many cases, and a pathway as a programme."""

from django.urls import path

from kithwork.desk.views import learn

app_name = "across"
urlpatterns = [
    path("", learn.learn, name="learn"),
    path("programmes/<slug:key>/", learn.programme, name="programme"),
    path("programmes/<slug:key>/file/<slug:kind>/", learn.programme_file, name="programme_file"),
]
