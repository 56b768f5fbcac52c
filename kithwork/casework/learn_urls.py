"""Addresses under /learn/ of what casework keeps: lessons, and pathways of one's own."""

from django.urls import path

from kithwork.casework.views import lessons

app_name = "learn"
urlpatterns = [
    path("lessons/", lessons.lessons, name="lessons"),
]
