"""Pages that show several apps: the first page, a student's own page, a form's result."""

from django.urls import path

from kithwork.desk.views import forms, home, picture, students

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("students/<uuid:uid>/", students.student, name="student"),
    path("give/picture/", picture.picture, name="picture"),
    path("scales/forms/<uuid:uid>/", forms.form, name="form"),
]
