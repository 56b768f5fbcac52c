"""Pages that show several apps: the first page, a student's own page, a form's result."""

from django.urls import path

from kithwork.desk.views import alerting, forms, glass, home, methods, outcome, picture, students

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("alerts/<uuid:uid>/answer/", alerting.alerting, name="alerting"),
    path("methods/", methods.methods, name="methods"),
    path("methods/<slug:slug>/", methods.method, name="method"),
    path("glass/", glass.glass, name="glass"),
    path("glass/<uuid:uid>/", glass.through, name="glass_through"),
    path("glass/<uuid:uid>/close/", glass.close, name="glass_close"),
    path("students/<uuid:uid>/", students.student, name="student"),
    path("know/picture/", picture.picture, name="picture"),
    path("cases/<uuid:uid>/outcome/", outcome.outcome, name="outcome"),
    path("scales/forms/<uuid:uid>/", forms.form, name="form"),
]
