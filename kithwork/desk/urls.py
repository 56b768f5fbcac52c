"""Pages that show several apps: the first page, and a student's own page."""

from django.urls import path

from kithwork.desk.views import home, students

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("students/<uuid:uid>/", students.student, name="student"),
]
