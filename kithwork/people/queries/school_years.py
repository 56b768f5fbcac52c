"""The school years of a school with their terms and exam days, for whoever may change them."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Prefetch, QuerySet
from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.permissions import NotAllowed, may_school_wide
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.people.models import Exam, SchoolYear, Term
from kithwork.people.queries.lists import schools_where

KEEPERS = (Section.CAMPAIGNS, Section.ACCOUNTS)


@dataclass(frozen=True, slots=True)
class Sitting:
    """An exam of a term: how many papers, and the days on which they were written."""

    name: str
    papers: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class TermShown:
    """A term with its exams, the first day first."""

    term: Term
    sittings: tuple[Sitting, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class YearShown:
    """A school year with its terms."""

    year: SchoolYear
    terms: tuple[TermShown, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class Years:
    """The years of a school, the newest first; `term` is the one in which the day `on` lies."""

    school: School
    on: dt.date
    years: tuple[YearShown, ...]

    @property
    def term(self) -> Term | None:
        found = (one.term for year in self.years for one in year.terms if one.is_now)
        return next(found, None)


def keeps_calendars(user: User) -> bool:
    """Whether `user` keeps the calendar of any school."""
    return any(may_school_wide(user, Verb.WRITE, section) for section in KEEPERS)


def calendar_schools(user: User) -> tuple[School, ...]:
    """Return the schools whose calendar `user` keeps, by name. Raises NotAllowed for none."""
    found = {
        school.pk: school
        for section in KEEPERS
        for school in schools_where(user, Verb.WRITE, section)
    }
    if not found:
        raise NotAllowed("You keep no school's calendar.")
    return tuple(sorted(found.values(), key=lambda one: (one.name_en, one.name_zh)))


def calendar_school(user: User, uid: uuid.UUID) -> School:
    """Return one such school; Http404 for any other. Raises NotAllowed."""
    for school in calendar_schools(user):
        if school.uid == uid:
            return school
    raise Http404("There is no such school among those whose calendar you keep.")


def years_of(school: School) -> Years:
    """Return the years of a school with their terms and exams."""
    on = clock.today(school.time_zone or "UTC")
    terms = Prefetch("terms", Term.objects.order_by("number"))
    years = SchoolYear.objects.filter(school=school).prefetch_related(terms).order_by("-starts_on")
    sittings = _sittings(Exam.objects.filter(school=school))
    return Years(school, on, tuple(_shown(year, sittings, on) for year in years))


def year_for(user: User, uid: uuid.UUID) -> SchoolYear:
    """Return a school year that `user` keeps, or raise Http404."""
    years = SchoolYear.objects.filter(school__in=calendar_schools(user), uid=uid)
    year = years.select_related("school").first()
    if year is None:
        raise Http404("There is no such school year among those you keep.")
    return year


def term_for(user: User, uid: uuid.UUID) -> Term:
    """Return a term that `user` keeps, or raise Http404."""
    terms = Term.objects.filter(year__school__in=calendar_schools(user), uid=uid)
    term = terms.select_related("year__school").first()
    if term is None:
        raise Http404("There is no such term among those you keep.")
    return term


def sittings_of(term: Term) -> tuple[Sitting, ...]:
    """Return the exams of one term."""
    found = _sittings(Exam.objects.filter(term=term))
    return tuple(found.get(term.pk, ()))


def _sittings(exams: QuerySet[Exam]) -> dict[int, list[Sitting]]:
    found: dict[int, list[Sitting]] = {}
    rows = exams.values_list("term_id", "sitting").annotate(
        papers=Count("pk"), first=Min("held_on"), last=Max("held_on")
    )
    for term, name, papers, first, last in rows.order_by("first", "sitting"):
        found.setdefault(term, []).append(Sitting(name, papers, first, last))
    return found


def _shown(year: SchoolYear, sittings: dict[int, list[Sitting]], on: dt.date) -> YearShown:
    terms = tuple(
        TermShown(
            term,
            tuple(sittings.get(term.pk, ())),
            is_now=term.starts_on <= on <= term.ends_on,
        )
        for term in year.terms.all()
    )
    return YearShown(year, terms, is_now=year.starts_on <= on <= year.ends_on)
