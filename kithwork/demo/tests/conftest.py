"""One world for all tests of a file: it is built once, and rolled back after the last of them."""

import datetime as dt

import pytest
from django.db import transaction
from django.test import override_settings

from kithwork.audit import clock
from kithwork.demo.actions import build

AS_OF = dt.date(2026, 11, 18)
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    told = clock.telling(dt.datetime(2026, 11, 18, 4, tzinfo=dt.UTC))
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=QUICK, KITHWORK_HOME=home),
        transaction.atomic(),
        told,
    ):
        yield build("seed", AS_OF, pupils=90, students=48)
        transaction.set_rollback(True)
