"""Addresses under /settings/calendar/: school years, terms, exam days. No student stands there."""

from django.urls import path

from kithwork.people.views import school_years

app_name = "calendar"
urlpatterns = [
    path("", school_years.years, name="years"),
    path("school/<uuid:uid>/", school_years.year_add, name="year_add"),
    path("year/<uuid:uid>/", school_years.year, name="year"),
    path("year/<uuid:uid>/term/", school_years.term_add, name="term_add"),
    path("term/<uuid:uid>/", school_years.term, name="term"),
    path("term/<uuid:uid>/exams/", school_years.exam_days, name="exam_days"),
]
