"""Taking an import back: everything as it was before, or a reason why that is not possible.

Only the latest import of a school is taken back, and only while nothing has been built on it: no
value that it wrote was changed since, and nothing hangs on the students whom it brought in but what
it brought in itself. A refusal names the kind of thing, never the student.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model

from kithwork.access.actions.keys import erase_key
from kithwork.access.keys.vault import Vault
from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.imports.clashes import all_or_refused
from kithwork.people.actions.imports.parts import batches
from kithwork.people.actions.imports.runs import UNDO
from kithwork.people.actions.imports.undo import Values, read_back, written
from kithwork.people.actions.tokens import rebuild_tokens
from kithwork.people.actions.trail import note
from kithwork.people.models import ImportRun, Person, SearchToken, Student, StudentFact

# What was made is removed in this order, the dependent before what it depends on. Values are put
# back in between: a class may be left again only when the new one is gone, and a count of absences
# must be back in its old term before the new term goes.
PEOPLE = (
    "people.mark",
    "people.attendance",
    "people.careraway",
    "people.carer",
    "people.enrolment",
    "people.student",
    "people.person",
)
AROUND = (
    "people.exam",
    "people.schoolclass",
    "people.grade",
    "people.term",
    "people.schoolyear",
    "access.datakey",
)
ORDER = (*PEOPLE, *AROUND)
Rows = dict[str, Values]


def take_back(*, run: ImportRun, by: Who) -> None:
    """Undo an applied import in every school that it touched.

    Raises NotAllowed where `by` does not keep the rosters of one of them, and Refused with the
    reason why it cannot be.
    """
    require_roster(by, run.school)
    with all_or_refused("imports.undo_clash"):
        _take_back(run, by)


def _take_back(run: ImportRun, by: Who) -> None:
    applied = ImportRun.objects.select_for_update(of=("self",)).select_related("key").get(pk=run.pk)
    kept = _kept(applied)
    schools = School.objects.in_bulk(kept["schools"]).values()
    grants = {school: require_roster(by, school) for school in schools}
    _refuse_later(applied, grants)
    _refuse_changed(kept["after"])
    _hold(kept["made"])
    _refuse_hanging(applied, kept["made"])
    StudentFact.objects.filter(run=applied).delete()
    _remove(kept["made"], PEOPLE)
    _put_again(kept["removed"])
    _restore(kept["before"])
    _remove(kept["made"], AROUND)
    key, applied.key, applied.undo = applied.key, None, None
    applied.state, applied.undone_at = ImportRun.State.UNDONE, clock.now()
    applied.save()
    if key is not None:
        erase_key(key=key, reason="import_undone", by=by, school=run.school.uid)
    for school, grant in grants.items():
        note(
            Verb.DELETE,
            applied.kind,
            by=by,
            grant=grant,
            school=school,
            section=Section.CAMPAIGNS,
            subject=applied.uid,
            reason="import_undone",
        )
    run.refresh_from_db()


def _kept(run: ImportRun) -> dict[str, Any]:
    if run.state != ImportRun.State.APPLIED or run.undo is None or run.key is None:
        raise Refused("imports.nothing_to_undo")
    kept: dict[str, Any] = json.loads(Vault(run.key).open(run.undo, row=run.uid, field=UNDO))
    return kept


# ── whether it can be ───────────────────────────────────────────────────────────────────────


def _refuse_later(run: ImportRun, schools: Iterable[School]) -> None:
    later = ImportRun.objects.filter(
        school__in=[run.school, *schools],
        state=ImportRun.State.APPLIED,
        applied_at__gt=run.applied_at,
    )
    if later.exclude(pk=run.pk).exists():
        raise Refused("imports.undo_later_first")


def _refuse_changed(after: dict[str, Rows]) -> None:
    for label, rows in after.items():
        for row, values in _stored(label, rows):
            if any(written(row, name) != value for name, value in values.items()):
                raise Refused("imports.undo_changed", what=_kind(row._meta.label_lower))
        if _count(label, rows) != len(rows):
            raise Refused("imports.undo_changed", what=_kind(label))


def _hold(made: dict[str, list[int]]) -> None:
    """Lock the students whom the import made, so that nothing is hung on them in between."""
    for batch in batches(made.get("people.student", [])):
        list(Student.objects.select_for_update().filter(pk__in=batch).values_list("pk"))


def _refuse_hanging(run: ImportRun, made: dict[str, list[int]]) -> None:
    """Refuse where rows that the import did not make refer to rows that it made."""
    for label in ORDER:
        for batch in batches(made.get(label, [])):
            for relation in apps.get_model(label)._meta.related_objects:
                model = relation.related_model
                if model is SearchToken:
                    continue
                rows = model._default_manager.filter(**{f"{relation.field.name}__in": batch})
                if model is StudentFact:
                    rows = rows.exclude(run=run)
                own = set(made.get(model._meta.label_lower, ()))
                if not own.issuperset(rows.values_list("pk", flat=True)):
                    raise Refused("imports.undo_used", what=_kind(model._meta.label_lower))
    changed = Person.objects.filter(version__gt=1)
    for batch in batches(made.get("people.person", [])):
        if changed.filter(pk__in=batch).exists():
            raise Refused("imports.undo_changed", what=_kind("people.person"))


def _kind(label: str) -> str:
    """Return the code of the word for a model that people know; else that of "another record"."""
    named = label.removeprefix("people.")
    return f"imports.kind.{named}" if named in KINDS else "imports.kind.other"


KINDS = ("person", "student", "enrolment", "carer", "mark", "attendance", "studentfact", "exam")


# ── doing it ────────────────────────────────────────────────────────────────────────────────


def _restore(before: dict[str, Rows]) -> None:
    for label, rows in before.items():
        by_fields: dict[tuple[str, ...], list[Model]] = {}
        for row, values in _stored(label, rows):
            _set(row, values)
            by_fields.setdefault(tuple(values), []).append(row)
        for names, changed in by_fields.items():
            type(changed[0])._default_manager.bulk_update(changed, names, batch_size=100)
        if label == "people.person":
            _index_again(rows)


def _index_again(rows: Rows) -> None:
    for batch in batches(rows):
        rebuild_tokens(Student.objects.filter(person__in=[int(pk) for pk in batch]))


def _remove(made: dict[str, list[int]], labels: tuple[str, ...]) -> None:
    for label in labels:
        for batch in batches(made.get(label, [])):
            apps.get_model(label)._default_manager.filter(pk__in=batch).delete()


def _put_again(removed: dict[str, Rows]) -> None:
    for label, rows in removed.items():
        model = apps.get_model(label)
        again = [model(pk=int(pk)) for pk in rows]
        for row, values in zip(again, rows.values(), strict=True):
            _set(row, values)
        model._default_manager.bulk_create(again, batch_size=500)


def _stored(label: str, rows: Rows) -> Iterable[tuple[Model, Values]]:
    model = apps.get_model(label)
    for batch in batches(rows.items()):
        values = dict(batch)
        for row in model._default_manager.filter(pk__in=[int(pk) for pk in values]):
            yield row, values[str(row.pk)]


def _count(label: str, rows: Rows) -> int:
    model = apps.get_model(label)
    return sum(
        model._default_manager.filter(pk__in=[int(pk) for pk in batch]).count()
        for batch in batches(rows)
    )


def _set(row: Model, values: Values) -> None:
    for name, value in values.items():
        field = row._meta.get_field(name)
        setattr(row, getattr(field, "attname", name), read_back(type(row), name, value=value))
