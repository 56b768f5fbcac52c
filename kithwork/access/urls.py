"""Addresses under /settings/: accounts, schools and the trail. No student stands on any."""

from django.urls import path

from kithwork.access.views import glass, people, schools, trail

app_name = "access"
urlpatterns = [
    path("", people.people, name="people"),
    path("people/new/", people.add, name="add"),
    path("people/<uuid:uid>/", people.person, name="person"),
    path("people/<uuid:uid>/code/", people.give_code, name="invite"),
    path("people/<uuid:uid>/posting/", people.add_posting, name="post"),
    path("people/<uuid:uid>/team/", people.join_team, name="join"),
    path("people/<uuid:uid>/<slug:deed>/", people.change, name="change"),
    path("postings/<uuid:uid>/end/", people.finish_posting, name="end"),
    path("teams/<uuid:uid>/leave/", people.leave_team, name="leave"),
    path("schools/", schools.schools, name="schools"),
    path("schools/new/", schools.add, name="open"),
    path("schools/<uuid:uid>/", schools.amend, name="school"),
    path("trail/", trail.trail, name="trail"),
    path("trail/export/", trail.export, name="export"),
    path("glass/", glass.broken, name="glass"),
    path("glass/<uuid:uid>/", glass.review, name="review"),
]
