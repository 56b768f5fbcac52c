"""The database of the whole application: migrations, lengths, sealed columns, guards."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection, models

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import School
from kithwork.audit.fields import ShortText
from kithwork.audit.immutable import guards_on

OURS = [model for model in apps.get_models() if model.__module__.startswith("kithwork.")]
COLUMNS = [(model, field) for model in OURS for field in model._meta.concrete_fields]
SEALED = [(model, field) for model, field in COLUMNS if isinstance(field, SealedField)]
CHANGING = {
    "casework_case",
    "casework_choosing",  # decided one by one; its names are erased when the term ends
    "casework_considered",
    "casework_follow_up",
    "casework_member",
    "casework_resource",
    "casework_resource_link",
    "casework_restricted_reader",
    "casework_task",
}
WRITTEN_ONCE = [
    table
    for model in OURS
    if (table := model._meta.db_table).startswith(("casework_", "evaluation_"))
    and table not in CHANGING
]
GUARDED = {
    "audit_event": {"UPDATE", "DELETE"},
    "audit_seal": {"UPDATE", "DELETE"},
    "people_student_fact": {"UPDATE"},
    "aid_programme_terms": {"UPDATE", "DELETE"},
    "aid_policy_clause": {"UPDATE", "DELETE"},
    "surveys_wording": {"UPDATE", "DELETE"},
    **{table: {"UPDATE", "DELETE"} for table in WRITTEN_ONCE},
}
# What belongs to the installation, or (a draft, a file on the workbench) to one person alone.
OF_THE_INSTALLATION = {
    "access.DataKey",
    "access.Invitation",
    "access.KeyCheck",
    "access.Organisation",
    "access.User",
    "audit.AuditEvent",
    "audit.AuditSeal",
    "documents.WorkFile",
    "drafts.Draft",
    "surveys.InstrumentWording",
}


def named(pair):
    return f"{pair[0].__name__}.{pair[1].name}"


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("pair", COLUMNS, ids=named)
def test_text_of_a_given_length_is_bounded_by_the_database_itself(pair):
    """SQLite keeps five hundred characters in a column of five; our own field does not."""
    _model, field = pair
    is_inherited = field.name == "password"  # Django's own, a hash
    if isinstance(field, models.CharField) and not is_inherited:
        assert isinstance(field, ShortText)


@pytest.mark.parametrize("pair", SEALED, ids=named)
@pytest.mark.parametrize("lookup", ["exact", "in", "contains", "startswith", "gt"])
def test_a_sealed_column_can_neither_be_filtered_nor_ordered_by_a_value(pair, lookup):
    model, field = pair
    with pytest.raises(FieldError):
        model._base_manager.filter(**{f"{field.name}__{lookup}": b"x"})


@pytest.mark.django_db
@pytest.mark.parametrize("table", GUARDED)
def test_the_database_itself_keeps_what_must_not_change(table):
    assert guards_on(connection, table) == GUARDED[table]


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_the_database_has_every_constraint_and_index_of_a_model(model):
    with connection.cursor() as cursor:
        there = connection.introspection.get_constraints(cursor, model._meta.db_table)
    declared = {one.name for one in (*model._meta.constraints, *model._meta.indexes)}
    assert declared - there.keys() == set()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_row_reaches_a_school(model):
    if model._meta.label not in OF_THE_INSTALLATION:
        assert _reaches_school(model, set()), f"{model.__name__} belongs to no school"


def _reaches_school(model: type[models.Model], seen: set[type[models.Model]]) -> bool:
    if model is School:
        return True
    if model in seen or model._meta.label in OF_THE_INSTALLATION:
        return False
    seen.add(model)
    related = (f.related_model for f in model._meta.concrete_fields if f.is_relation)
    return any(_reaches_school(one, seen) for one in related)
