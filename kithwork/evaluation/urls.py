"""Addresses under /cases/: series, and the school aimed at."""

from django.urls import path

from kithwork.evaluation.views import admissions, series

app_name = "evaluation"
urlpatterns = [
    path("<uuid:uid>/series/add/", series.series_add, name="series_add"),
    path("<uuid:uid>/series/<uuid:series>/point/", series.point, name="point"),
    path("<uuid:uid>/series/<uuid:series>/phase/", series.phase, name="phase"),
    path("<uuid:uid>/series/<uuid:series>/draw/", series.draw, name="draw"),
    path("<uuid:uid>/admission/", admissions.admission, name="admission"),
]
