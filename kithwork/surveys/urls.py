"""Addresses under /scales/. A form's result is the desk's; it stands at `addresses.result_of`."""

from django.urls import path

from kithwork.surveys.views import accompanying, papers, sheets

app_name = "surveys"
urlpatterns = [
    path("", sheets.classes, name="classes"),
    path("students/<uuid:uid>/", papers.choose, name="choose"),
    path("students/<uuid:uid>/accompany/", accompanying.accompany, name="accompany"),
    path("students/<uuid:uid>/<slug:code>/", papers.key_in, name="key_in"),
    path("forms/<uuid:uid>/correct/", papers.correct, name="correct"),
    path("classes/<uuid:uid>/<slug:code>/", sheets.sheet, name="sheet"),
    path("score/<slug:code>/", papers.score, name="score"),
    path("score-row/<slug:code>/", sheets.score_row, name="score_row"),
]
