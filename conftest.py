"""Fixtures that every test may use. What they need is imported when they are.

A property is tried on the same examples each time, so that a red run is the fault of the change;
`--hypothesis-profile=default` draws new ones.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings as hypothesis

if TYPE_CHECKING:
    from kithwork.audit.models import AuditEvent
    from tests.cast import Cast

hypothesis.register_profile("steady", derandomize=True)
hypothesis.load_profile("steady")


@pytest.fixture(autouse=True)
def _no_language_left() -> Iterator[None]:
    """A page that a test reads in Chinese leaves no Chinese to the tests after it."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture
def cast(db: None, settings: Any) -> "Iterator[Cast]":  # noqa: ARG001 (asks for the database)
    """The named cast (`tests/cast.py`), with the clock at noon of a school day in November."""
    from kithwork.audit import clock
    from tests.cast import NOON, make

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with clock.telling(NOON):
        yield make()


@pytest.fixture
def events(db: None) -> "Callable[[], list[AuditEvent]]":  # noqa: ARG001
    """A function that returns the audit events since this fixture was made."""
    from kithwork.audit.models import AuditEvent

    before = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return lambda: list(AuditEvent.objects.filter(pk__gt=before).order_by("pk"))
