"""School years and terms, kept by whoever keeps rosters or settings; grades and classes.

Years of a school do not overlap, nor do the terms of a year: a day has one term at most, by which
clocks, exams and attendance go.
"""

import datetime as dt

from django.db import transaction

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_calendar, require_roster
from kithwork.people.actions.stale import require_version
from kithwork.people.actions.trail import note
from kithwork.people.models import Grade, SchoolClass, SchoolYear, Term


@transaction.atomic
def open_year(
    *, school: School, label: str, starts_on: dt.date, ends_on: dt.date, by: Who
) -> SchoolYear:
    """Open a school year, labelled as the school labels it ("2025-2026").

    Raises NotAllowed; Refused where its days are out of order or fall into another year.
    """
    grant = require_calendar(by, school)
    year = SchoolYear(school=school, label=label.strip(), starts_on=starts_on, ends_on=ends_on)
    _check_year(year)
    year.save(force_insert=True)
    note(Verb.CREATE, "school_year", by=by, grant=grant, school=school, subject=year.uid)
    return year


@transaction.atomic
def amend_year(
    *,
    year: SchoolYear,
    label: str,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Who,
    version: str | None = None,
) -> None:
    """Change a year's label or days; its terms must still lie within it.

    Raises NotAllowed, Stale, Refused.
    """
    grant = require_calendar(by, year.school)
    year.refresh_from_db(from_queryset=SchoolYear.objects.select_for_update())
    require_version(year, version)
    year.label, year.starts_on, year.ends_on = label.strip(), starts_on, ends_on
    _check_year(year)
    outside = year.terms.exclude(starts_on__gte=starts_on, ends_on__lte=ends_on)
    if term := outside.order_by("number").first():
        raise Refused("people.year_leaves_term_out", number=term.number)
    year.save()
    note(
        Verb.AMEND,
        "school_year",
        by=by,
        grant=grant,
        school=year.school,
        subject=year.uid,
        fields=["dates"],
    )


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
    """Add a term to a year; it lies within the year, and apart from the other terms.

    Raises NotAllowed, Refused.
    """
    grant = require_calendar(by, year.school)
    term = Term(year=year, number=number, name=name.strip(), starts_on=starts_on, ends_on=ends_on)
    _check_term(term)
    term.save(force_insert=True)
    note(Verb.CREATE, "term", by=by, grant=grant, school=year.school, subject=term.uid)
    return term


@transaction.atomic
def amend_term(
    *,
    term: Term,
    number: int,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Who,
    name: str = "",
    version: str | None = None,
) -> None:
    """Change a term's number, name or days; its exams and attendance must still lie within it.

    Raises NotAllowed, Stale, Refused.
    """
    grant = require_calendar(by, term.year.school)
    term.refresh_from_db(from_queryset=Term.objects.select_for_update())
    require_version(term, version)
    term.number, term.name = number, name.strip()
    term.starts_on, term.ends_on = starts_on, ends_on
    _check_term(term)
    _check_what_hangs(term)
    term.save()
    note(
        Verb.AMEND,
        "term",
        by=by,
        grant=grant,
        school=term.year.school,
        subject=term.uid,
        fields=["dates"],
    )


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


def _check_year(year: SchoolYear) -> None:
    others = SchoolYear.objects.filter(school=year.school).exclude(pk=year.pk)
    if not year.label:
        raise Refused("people.year_label_missing")
    if year.ends_on <= year.starts_on:
        raise Refused("people.days_out_of_order")
    if others.filter(label=year.label).exists():
        raise Refused("people.year_exists", label=year.label)
    if other := others.filter(starts_on__lte=year.ends_on, ends_on__gte=year.starts_on).first():
        raise Refused("people.year_overlaps", label=other.label)


def _check_term(term: Term) -> None:
    year, others = term.year, Term.objects.filter(year=term.year).exclude(pk=term.pk)
    if term.ends_on <= term.starts_on:
        raise Refused("people.days_out_of_order")
    if not year.starts_on <= term.starts_on < term.ends_on <= year.ends_on:
        raise Refused("people.term_outside_year", label=year.label)
    if others.filter(number=term.number).exists():
        raise Refused("people.term_exists", number=term.number)
    if other := others.filter(starts_on__lte=term.ends_on, ends_on__gte=term.starts_on).first():
        raise Refused("people.term_overlaps", number=other.number)


def _check_what_hangs(term: Term) -> None:
    span = (term.starts_on, term.ends_on)
    exams = term.exams.exclude(held_on__range=span).count()
    days = term.attendance.exclude(on=None).exclude(on__range=span).count()
    if exams or days:
        raise Refused("people.term_leaves_days_out", exams=exams, days=days)
