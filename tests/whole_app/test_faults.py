"""A fault inside is written down for whoever runs the installation, and names nobody."""

import io
import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from kithwork.access.guards import open_to_all
from kithwork.web.faults import Discreet

NAME = "林小雨"


@open_to_all
def broken(_request: HttpRequest, who: str) -> HttpResponse:
    """Break off with a name in the exception, and in that behind it."""
    try:
        raise KeyError(who)
    except KeyError as first:
        raise ValueError(f"{who} is not there") from first


urlpatterns = [
    path("broken/<str:who>/", broken, name="broken"),
    path("", include("kithwork.web.urls")),
]


@pytest.mark.urls(__name__)
def test_a_fault_is_written_down_without_a_name(db):
    written = io.StringIO()
    logger = logging.getLogger("django.request")
    (console,) = [one for one in logger.handlers if isinstance(one.formatter, Discreet)]
    before = console.setStream(written)
    try:
        answer = Client(raise_request_exception=False).get(f"/broken/{NAME}/?q={NAME}")
    finally:
        console.setStream(before)
    told = written.getvalue()
    assert answer.status_code == 500
    assert "500 GET broken" in told
    assert answer["X-Request-Id"] in told
    assert told.index("builtins.KeyError") < told.index("builtins.ValueError")
    assert "tests/whole_app/test_faults.py:" in told
    assert NAME not in told
    assert "%E6" not in told


def test_our_own_messages_are_written_as_they_are():
    record = logging.LogRecord(
        "kithwork.worker", logging.INFO, "", 0, "worker %s ended", (3,), None
    )
    assert Discreet().format(record).endswith("INFO worker 3 ended")
