"""Addresses under /ask/: campaigns, and who is on duty while students answer."""

from django.urls import path

from kithwork.surveys.views import campaigns, invited

app_name = "ask"
urlpatterns = [
    path("", campaigns.campaigns, name="campaigns"),
    path("new/", campaigns.plan, name="plan"),
    path("duty/<uuid:school>/", invited.duty, name="duty"),
    path("duty/<uuid:uid>/end/", invited.end_duty, name="end_duty"),
    path("<uuid:uid>/", campaigns.campaign, name="campaign"),
    path("<uuid:uid>/edit/", campaigns.edit, name="edit"),
    path("<uuid:uid>/open/", campaigns.open_, name="open"),
    path("<uuid:uid>/close/", campaigns.close, name="close"),
    path("<uuid:uid>/slips/", invited.slips, name="slips"),
    path("<uuid:uid>/consents/", invited.papers, name="papers"),
    path("<uuid:uid>/students/", invited.students, name="students"),
    path("<uuid:uid>/students/<uuid:invitation>/remove/", invited.remove, name="remove"),
]
