"""Addresses under /ask/: campaigns, answers from a file, and who is on duty meanwhile."""

from django.urls import path

from kithwork.surveys.views import answer_files, campaigns, invited

app_name = "ask"
urlpatterns = [
    path("", campaigns.campaigns, name="campaigns"),
    path("new/", campaigns.plan, name="plan"),
    path("duty/<uuid:school>/", invited.duty, name="duty"),
    path("duty/<uuid:uid>/end/", invited.end_duty, name="end_duty"),
    path("file/", answer_files.file, name="file"),
    path("file/<uuid:uid>/", answer_files.columns, name="columns"),
    path("file/<uuid:uid>/check/", answer_files.check, name="check"),
    path("file/<uuid:uid>/throw-away/", answer_files.throw_away, name="throw_away"),
    path("file/<uuid:uid>/undo/", answer_files.undo, name="undo"),
    path("<uuid:uid>/", campaigns.campaign, name="campaign"),
    path("<uuid:uid>/edit/", campaigns.edit, name="edit"),
    path("<uuid:uid>/open/", campaigns.open_, name="open"),
    path("<uuid:uid>/close/", campaigns.close, name="close"),
    path("<uuid:uid>/slips/", invited.slips, name="slips"),
    path("<uuid:uid>/consents/", invited.papers, name="papers"),
    path("<uuid:uid>/students/", invited.students, name="students"),
    path("<uuid:uid>/students/<uuid:invitation>/remove/", invited.remove, name="remove"),
]
