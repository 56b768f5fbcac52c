"""The sealed chain: a changed, missing or inserted event is found and named."""

import json
import uuid

import pytest
from click.testing import CliRunner
from django.db import connection

from kithwork.audit import heads
from kithwork.audit.actions.events import record
from kithwork.audit.actions.seals import seal_batch, seal_trail
from kithwork.audit.immutable import _create, _drop
from kithwork.audit.models import AuditEvent, AuditSeal, Verb
from kithwork.audit.queries.verification import Fault, Finding, verify_trail
from kithwork.catalogue.words import say
from kithwork.cli.audit import audit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """A home of its own for the noted heads."""
    settings.KITHWORK_HOME = tmp_path


@pytest.fixture
def sealed(django_capture_on_commit_callbacks):
    """Ten events under three seals, their numbers, and the heads noted outside."""
    for number in range(10):
        record(Verb.VIEW, "student", subject=uuid.UUID(int=number), fields=["name"])
    with django_capture_on_commit_callbacks(execute=True):
        assert seal_trail(batch=4) == 10
    return list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))


def tamper(statement, *parameters):
    """Do what the guards refuse, as somebody would who owns the database."""
    with connection.cursor() as cursor:
        for table in ("audit_event", "audit_seal"):
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(_drop(connection.vendor, table, verb))
        cursor.execute(statement, parameters)
        for table in ("audit_event", "audit_seal"):
            for verb in ("UPDATE", "DELETE"):
                for guard in _create(connection.vendor, table, verb):
                    cursor.execute(guard)


def found():
    return set(verify_trail().findings)


def test_an_untouched_trail_is_sound(sealed):
    record(Verb.VIEW, "student")
    result = verify_trail()
    assert result.is_sound
    assert (result.events, result.sealed, result.seals) == (11, 10, 3)
    assert result.head == AuditSeal.objects.latest("last_event").digest


def test_an_empty_trail_is_sound():
    assert verify_trail().is_sound
    assert seal_batch() == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "list"),
        ("reason", "curiosity"),
        ("size", 3),
        ("role", "manager"),
        ("fields", "[]"),
        ("at", "2020-01-01 00:00:00+00:00"),
    ],
)
def test_a_changed_event_is_named(sealed, column, value):
    tamper(f"UPDATE audit_event SET {column} = %s WHERE id = %s", value, sealed[5])
    assert found() == {Finding(Fault.CHANGED, sealed[5])}


@pytest.mark.parametrize("position", [0, 3, 4, 9])
def test_a_missing_event_is_named(sealed, position):
    tamper("DELETE FROM audit_event WHERE id = %s", sealed[position])
    assert found() == {Finding(Fault.MISSING, sealed[position])}


def test_an_event_put_in_before_the_others_is_named(sealed):
    for number in (sealed[0] - 1, -5):
        AuditEvent(id=number, verb="view", subject_kind="student").save(force_insert=True)
        assert Finding(Fault.INSERTED, number) in found()


def test_an_event_put_in_the_place_of_another_is_named(sealed):
    tamper("DELETE FROM audit_event WHERE id = %s", sealed[-1])
    AuditEvent(id=sealed[-1], verb="view", subject_kind="student").save(force_insert=True)
    assert found() == {Finding(Fault.CHANGED, sealed[-1])}


def test_two_events_that_changed_places_are_both_named(sealed):
    first, second = sealed[1], sealed[2]
    for source, target in ((first, 10**9), (second, first), (10**9, second)):
        tamper("UPDATE audit_event SET id = %s WHERE id = %s", target, source)
    assert found() == {Finding(Fault.CHANGED, first), Finding(Fault.CHANGED, second)}


def test_a_seal_made_to_fit_a_changed_event_breaks_the_chain(sealed):
    first = AuditSeal.objects.order_by("last_event")[0]
    tamper("UPDATE audit_seal SET digest = %s WHERE id = %s", "0" * 64, first.pk)
    broken = {finding.event for finding in found() if finding.fault == Fault.SEAL_BROKEN}
    assert broken == {sealed[3], sealed[7]}


def test_a_tail_taken_away_with_its_seal_is_missed_outside_the_database(sealed):
    tamper("DELETE FROM audit_event WHERE id > %s", sealed[7])
    tamper("DELETE FROM audit_seal WHERE last_event > %s", sealed[7])
    assert found() == {Finding(Fault.HEAD_MISSING, sealed[9])}


def test_a_trail_chained_anew_does_not_fit_the_noted_heads(sealed):
    tamper("DELETE FROM audit_event WHERE id = %s", sealed[2])
    tamper("DELETE FROM audit_seal")
    seal_trail(batch=4)
    assert {finding.fault for finding in found()} == {Fault.HEAD_MISSING}


def test_a_guard_taken_away_is_noticed(sealed):
    with connection.cursor() as cursor:
        cursor.execute(_drop(connection.vendor, "audit_event", "UPDATE"))
    assert found() == {Finding(Fault.GUARD_MISSING, table="audit_event")}


def test_sealing_again_adds_nothing_and_later_events_a_seal(sealed):
    assert seal_trail() == 0
    record(Verb.VIEW, "student")
    assert seal_trail() == 1
    assert AuditSeal.objects.latest("last_event").previous == (
        AuditSeal.objects.order_by("last_event")[2].digest
    )


def test_the_heads_stand_outside_the_database(sealed):
    assert [head.last_event for head in heads.noted_heads()] == [sealed[3], sealed[7], sealed[9]]


def test_the_command_line_says_sound_and_names_faults(sealed):
    run = CliRunner().invoke(audit, ["verify"])
    assert (run.exit_code, "Sound" in run.output) == (0, True)
    tamper("DELETE FROM audit_event WHERE id = %s", sealed[5])
    run = CliRunner().invoke(audit, ["verify"])
    assert run.exit_code == 1
    assert f"Event {sealed[5]} was taken away" in run.output


def test_the_command_line_prints_one_document(sealed):
    run = CliRunner().invoke(audit, ["verify", "--json"])
    document = json.loads(run.output)
    assert document["sound"] is True
    assert (document["events"], document["seals"], document["findings"]) == (10, 3, [])


def test_the_command_line_seals(sealed):
    record(Verb.VIEW, "student")
    assert "1 event sealed" in CliRunner().invoke(audit, ["seal"]).output


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_verb_and_fault_has_its_word(language):
    for verb in Verb:
        assert say(f"audit.verb.{verb}", language)
    for fault in Fault:
        assert say(f"audit.fault.{fault}", language, event=1, table="audit_event")
