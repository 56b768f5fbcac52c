"""Addresses under /a/: short enough to be typed from a slip."""

from django.urls import path

from kithwork.surveys.views import answering

app_name = "answer"
urlpatterns = [
    path("", answering.enter, name="enter"),
    path("form/", answering.form, name="form"),
    path("agree/", answering.agree, name="agree"),
    path("answer/", answering.answer, name="answer"),
    path("remove/", answering.remove, name="remove"),
    path("leave/", answering.leave, name="leave"),
    path("family/", answering.family, name="family"),
    path("<slug:code>/", answering.link, name="link"),
]
