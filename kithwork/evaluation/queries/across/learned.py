"""What a reader may learn across the cases of a school: numbers by term, or by pathway.

Numbers over cases are open to those who may see the school's suppressed tables (the permission
matrix: aggregates). A teacher's numbers are over her own class, and the cases of a class are too
few for any. Each view is one event of the trail, which says that numbers were shown, never which.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.permissions import may_school_wide
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.models import Pathway as OwnPathway
from kithwork.casework.models import Plan
from kithwork.casework.queries.pathways import preset_of
from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.catalogue.presets import presets
from kithwork.catalogue.words import say
from kithwork.evaluation.across.numbers import View
from kithwork.evaluation.across.programme import Counted, by_pathway, by_term, counted
from kithwork.evaluation.across.seen import CaseSeen
from kithwork.evaluation.queries.across.cases import seen_at
from kithwork.evaluation.queries.across.terms import BEFORE, Terms, terms_of
from kithwork.people.queries.lists import schools_where

KIND = "casework_counts"
WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Period:
    """A time one may look at: everything, a school year, a term. `key` is what addresses say."""

    key: str
    label: str
    view: View


@dataclass(frozen=True, slots=True)
class Pathway:
    """A pathway of a school's casework; `key` is its preset, or `WHOLE`."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Learned:
    """A view of a school's casework, counted; `closed` are its cases, for a synthesis."""

    school: School
    on: dt.date
    counted: Counted
    closed: tuple[CaseSeen, ...]


def schools_to_learn(user: User) -> tuple[School, ...]:
    """Return the schools over whose casework one may see numbers, by name."""
    return schools_where(user, Verb.READ, Section.AGGREGATES)


def learned_in(user: User, school: School, period: Period) -> Learned:
    """Return what a time of a school shows. Http404 where its numbers are not one's to see."""
    cases = _open(user, school)
    policy = disclosure_entry().policy
    found = counted(cases, group_of=by_term, view=period.view, policy=policy)
    return Learned(school, _today(school), found, ())


def programme_of(user: User, school: School, key: str) -> Learned:
    """Return one pathway, or the whole; Http404 for a pathway that no case here took."""
    cases = _open(user, school)
    if key != WHOLE and key not in {case.pathway for case in cases}:
        raise Http404("No case here took this pathway.")
    view = None if key == WHOLE else (key,)
    policy = disclosure_entry().policy
    found = counted(cases, group_of=by_pathway, view=view, policy=policy)
    return Learned(school, _today(school), found, tuple(found.closed.cases(view)))


def periods_of(school: School, language: str) -> tuple[Period, ...]:
    """Return everything, then each school year with its terms, the newest first."""
    terms = _begun(terms_of(school), _today(school))
    return (
        Period("", say("across.all_terms", language), None),
        *_by_year(terms, language),
        Period(BEFORE, say("across.before_terms", language), (BEFORE,)),
    )


def pathways_of(school: School, language: str) -> tuple[Pathway, ...]:
    """Return the whole, then the pathways of the catalogue and of one's own in use here."""
    used = Plan.objects.filter(case__school=school, superseded_by=None).exclude(preset="")
    codes = sorted(used.values_list("preset", flat=True).distinct())
    return (
        Pathway(WHOLE, say("across.whole", language)),
        *(Pathway(code, label) for code, label in _labels(codes, language).items()),
    )


def pathway_label(code: str, language: str) -> str:
    """Return what a pathway of the catalogue, or one's own, is called; else its code."""
    return say("across.whole", language) if code == WHOLE else _labels([code], language)[code]


def _labels(codes: Sequence[str], language: str) -> dict[str, str]:
    """Return what pathways are called, one's own by their latest version; one query for all."""
    versions = OwnPathway.objects.filter(code__in=codes).order_by("version")
    latest = {one.code: one for one in versions}
    known = {**presets(), **{code: preset_of(own) for code, own in latest.items()}}
    return {
        code: f"{code} {known[code].label.said_in(language)}" if code in known else code
        for code in codes
    }


def period_named(periods: Sequence[Period], asked: str) -> Period:
    """Return the period that an address names, or everything."""
    return next((one for one in periods if one.key == asked), periods[0])


def _open(user: User, school: School) -> tuple[CaseSeen, ...]:
    """Return the cases behind the numbers, and tell the trail that numbers were shown."""
    if not may_school_wide(user, Verb.READ, Section.AGGREGATES, at=school):
        raise Http404("There is no such school among those whose numbers you may see.")
    cases = seen_at(school)
    record(
        Event.LIST,
        KIND,
        by=user,
        school=school.uid,
        section=Section.AGGREGATES.value,
        size=len(cases),
    )
    return cases


def _today(school: School) -> dt.date:
    return clock.today(school.time_zone or "UTC")


def _begun(terms: Terms, on: dt.date) -> Terms:
    return Terms(tuple(one for one in terms.terms if one.starts_on <= on))


def _by_year(terms: Terms, language: str) -> Iterator[Period]:
    for year in reversed(dict.fromkeys(one.year for one in terms.terms)):
        keys = tuple(one.key for one in terms.terms if one.year == year)
        yield Period(year, say("across.school_year", language, year=year), keys)
        yield from (Period(key, key, (key,)) for key in reversed(keys))
