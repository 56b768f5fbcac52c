"""School years, terms, grades and classes: kept by whoever keeps the school's rosters."""

import datetime as dt

from django.db import transaction

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.trail import note
from kithwork.people.models import Grade, SchoolClass, SchoolYear, Term


@transaction.atomic
def open_year(
    *, school: School, label: str, starts_on: dt.date, ends_on: dt.date, by: Who
) -> SchoolYear:
    """Open a school year, labelled as the school labels it ("2025-2026")."""
    grant = require_roster(by, school)
    if SchoolYear.objects.filter(school=school, label=label).exists():
        raise Refused("people.year_exists", label=label)
    if ends_on <= starts_on:
        raise Refused("people.days_out_of_order")
    year = SchoolYear.objects.create(
        school=school, label=label, starts_on=starts_on, ends_on=ends_on
    )
    note(Verb.CREATE, "school_year", by=by, grant=grant, school=school, subject=year.uid)
    return year


@transaction.atomic
def add_term(
    *,
    year: SchoolYear,
    number: int,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Who,
    name: str = "",
) -> Term:
    """Add a term to a year; it lies within the year."""
    grant = require_roster(by, year.school)
    if not year.starts_on <= starts_on < ends_on <= year.ends_on:
        raise Refused("people.term_outside_year", label=year.label)
    term = Term.objects.create(
        year=year, number=number, name=name, starts_on=starts_on, ends_on=ends_on
    )
    note(Verb.CREATE, "term", by=by, grant=grant, school=year.school, subject=term.uid)
    return term


@transaction.atomic
def add_grade(*, school: School, code: str, name: str, position: int, by: Who) -> Grade:
    """Add a grade in the school's order."""
    grant = require_roster(by, school)
    grade = Grade.objects.create(school=school, code=code, name=name, position=position)
    note(Verb.CREATE, "grade", by=by, grant=grant, school=school, subject=grade.uid)
    return grade


@transaction.atomic
def open_class(
    *, year: SchoolYear, code: str, name: str, by: Who, grade: Grade | None = None
) -> SchoolClass:
    """Open a class of a school year; a grade, if named, is one of the same school."""
    grant = require_roster(by, year.school)
    if grade is not None and grade.school_id != year.school_id:
        raise Refused("people.other_school")
    school_class = SchoolClass.objects.create(year=year, grade=grade, code=code, name=name)
    note(Verb.CREATE, "class", by=by, grant=grant, school=year.school, subject=school_class.uid)
    return school_class
