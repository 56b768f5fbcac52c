"""The thread that seals while pages are served."""

import time

import pytest

from kithwork.audit.actions.events import record
from kithwork.audit.keeper import sealing
from kithwork.audit.models import AuditSeal, Verb


@pytest.mark.django_db(transaction=True)
def test_what_was_recorded_is_sealed_at_the_latest_when_serving_ends(settings, tmp_path):
    settings.KITHWORK_HOME = tmp_path
    with sealing(every_seconds=600):
        record(Verb.VIEW, "student")
    assert AuditSeal.objects.get().first_event


@pytest.mark.django_db(transaction=True)
def test_it_seals_again_and_again(settings, tmp_path):
    settings.KITHWORK_HOME = tmp_path
    record(Verb.VIEW, "student")
    with sealing(every_seconds=0.05):
        _wait_for(1)
        record(Verb.VIEW, "student")
        _wait_for(2)
    assert AuditSeal.objects.count() == 2


def _wait_for(seals):
    for _ in range(400):
        if AuditSeal.objects.count() >= seals:
            return
        time.sleep(0.05)
    raise AssertionError("The keeper did not seal within twenty seconds.")
