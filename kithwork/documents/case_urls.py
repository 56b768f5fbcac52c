"""The address under /cases/: the report of one case."""

from django.urls import path

from kithwork.documents.views import cases

app_name = "case_report"
urlpatterns = [path("<uuid:uid>/report/", cases.report, name="report")]
