"""Addresses under /know/report/: reports of a school's needs."""

from django.urls import path, register_converter

from kithwork.documents.actions import TYPES
from kithwork.documents.views import needs


class KindConverter:
    """A format in which a report is kept."""

    regex = "|".join(TYPES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "report_kind")

app_name = "documents"
urlpatterns = [
    path("<uuid:school>/", needs.reports, name="needs_reports"),
    path("<uuid:school>/<uuid:uid>/erase/", needs.throw_away, name="needs_report_erase"),
    path("<uuid:school>/<uuid:uid>/<report_kind:kind>/", needs.report, name="needs_report"),
]
