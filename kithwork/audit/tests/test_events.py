"""The trail: what is written, what is refused, what undoes itself with the deed."""

import uuid

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, IntegrityError, connection, transaction

from kithwork.audit.actions.events import record
from kithwork.audit.context import Actor, acting, amend_actor
from kithwork.audit.immutable import guards_on
from kithwork.audit.management.commands import flush
from kithwork.audit.models import AuditEvent, AuditSeal, Verb

pytestmark = pytest.mark.django_db


def test_an_event_says_who_did_what_to_whom_and_names_fields_only():
    who = Actor(uid=uuid.uuid4(), role="worker", school=uuid.uuid4(), request=uuid.uuid4())
    subject = uuid.uuid4()
    with acting(who):
        record(Verb.AMEND, "student", subject=subject, section="identity", fields=["name", "birth"])
    event = AuditEvent.objects.get()
    assert (event.actor, event.role, event.school) == (who.uid, who.role, who.school)
    assert (event.request, event.verb, event.subject) == (who.request, "amend", subject)
    assert event.fields == ["birth", "name"]


def test_a_role_found_out_by_a_guard_is_written():
    with acting(Actor(uid=uuid.uuid4())):
        amend_actor(role="aid_officer")
        assert record(Verb.LIST, "student", size=31).role == "aid_officer"


@pytest.mark.parametrize("text", ["Lin Xiaoyu", "小雨", "13800000000@x", "a b"])
@pytest.mark.parametrize("field", ["subject_kind", "section", "reason", "fields"])
def test_free_text_is_refused_wherever_a_value_could_slip_in(field, text):
    arguments = {"subject_kind": "student", field: [text] if field == "fields" else text}
    with pytest.raises(ValueError, match="codes only"):
        record(Verb.VIEW, arguments.pop("subject_kind"), **arguments)
    assert not AuditEvent.objects.exists()


def test_an_event_goes_when_its_deed_is_rolled_back():
    with transaction.atomic():
        record(Verb.CREATE, "student")
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()


def test_an_unknown_verb_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.create(verb="peek", subject_kind="student")


@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete(table, change):
    record(Verb.VIEW, "student")
    AuditSeal.objects.create(first_event=1, last_event=1, leaves=b"", digest="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))
    assert AuditEvent.objects.count() == AuditSeal.objects.count() == 1


def test_the_guards_stand_in_the_database():
    for table in ("audit_event", "audit_seal"):
        assert guards_on(connection, table) == {"UPDATE", "DELETE"}


def test_flush_is_refused_on_anything_but_a_test_database(monkeypatch):
    record(Verb.VIEW, "student")
    monkeypatch.setattr(flush, "_is_for_tests", lambda using: False)
    with pytest.raises(CommandError, match="audit trail"):
        call_command("flush", interactive=False, verbosity=0)
    assert AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_test_database_can_be_emptied_and_keeps_its_guards():
    record(Verb.VIEW, "student")
    call_command("flush", interactive=False, verbosity=0)
    assert not AuditEvent.objects.exists()
    assert guards_on(connection, "audit_event") == {"UPDATE", "DELETE"}
