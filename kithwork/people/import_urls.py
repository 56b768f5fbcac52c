"""Addresses under /students/import/: a file on its way in."""

from django.urls import path

from kithwork.people.views import imports

app_name = "imports"
urlpatterns = [
    path("", imports.imports, name="start"),
    path("<uuid:uid>/", imports.columns, name="columns"),
    path("<uuid:uid>/reading/", imports.reading, name="reading"),
    path("<uuid:uid>/check/", imports.check, name="check"),
    path("<uuid:uid>/faults/", imports.faults, name="faults"),
    path("<uuid:uid>/throw-away/", imports.throw_away, name="throw_away"),
    path("<uuid:uid>/undo/", imports.undo, name="undo"),
]
