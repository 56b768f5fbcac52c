"""Addresses under /evidence/: a file of one's own, a method, and what was found.

None names a file: a session has one.
"""

from django.urls import path, register_converter

from kithwork.documents.evidence.results import KINDS
from kithwork.documents.views import evidence
from kithwork.documents.workbench.registry import METHODS


class MethodConverter:
    """A method of the workbench."""

    regex = "|".join(METHODS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ResultConverter(MethodConverter):
    """A format in which a result is taken along."""

    regex = "|".join(KINDS)


register_converter(MethodConverter, "workbench_method")
register_converter(ResultConverter, "result_kind")

app_name = "evidence"
urlpatterns = [
    path("", evidence.start, name="start"),
    path("remove/", evidence.remove, name="remove"),
    path("<workbench_method:code>/", evidence.method, name="method"),
    path("<workbench_method:code>/<result_kind:kind>/", evidence.take, name="take"),
]
