"""A school's needs as numbers: of how many they could be judged, who was not asked, by group.

Small numbers are hidden and what was shown is remembered (`disclosed`). The trail is told that
numbers were shown, never which.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kithwork.access.models import School, User
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.needs import band_entries
from kithwork.catalogue.words import say
from kithwork.cohort.screening.result import GroupTable, ScreenedNeed
from kithwork.core.support.functions import FOUR
from kithwork.needs.disclosed import PEOPLE, Disclosed, Numbers, counted_needs, parts, share
from kithwork.needs.queries.fairness import Fairness, fairness_of
from kithwork.needs.queries.marks_by_support import MarksBySupport, marks_by_support
from kithwork.needs.queries.reported import reported_to
from kithwork.needs.queries.scope import campaigns_over, counted_over
from kithwork.needs.queries.shown import shown_to, tables_shown_to
from kithwork.needs.school import SchoolNeeds, school_needs
from kithwork.needs.selection import (
    EVERYBODY,
    Filter,
    Selection,
    by_campaign,
    chosen_in_words,
    filters_of,
)
from kithwork.needs.telling import FunctionTold, Teller

CHARTED = 10


@dataclass(frozen=True, slots=True)
class NeedCounted:
    """A need with how many show it and of how many it could be judged; None is hidden."""

    code: str
    label: str
    functions: tuple[FunctionTold, ...]
    found: int | None
    judged: int | None


@dataclass(frozen=True, slots=True)
class GroupCounted:
    """A group of a breakdown and its size; `code` is what an address says for it."""

    code: str
    label: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Needs by one grouping: a line for each need with a number for each group."""

    name: str
    label: str
    groups: tuple[GroupCounted, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class FunctionCounted:
    """How many students have an unmet need whose first answer is this function of support."""

    function: FunctionTold
    students: int | None


@dataclass(frozen=True, slots=True)
class BandCounted:
    """How many students stand in a band; the last of them is nobody's: nothing could be judged."""

    label: str
    means: str
    students: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """All that the page shows over the students of a school, or over a selection of them.

    `refused` says in words why nothing is shown, `held_back` which tables are left out beside what
    the reader has seen before. `not_asked` names the needs of which nothing is known of anybody.
    """

    school: School
    on: dt.date
    is_class: bool
    selection: Selection = EVERYBODY
    students: int | None = None
    refused: str = ""
    held_back: str = ""
    needs: tuple[NeedCounted, ...] = ()
    not_asked: tuple[str, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    functions: tuple[FunctionCounted, ...] = ()
    bands: tuple[BandCounted, ...] = ()
    fairness: tuple[Fairness, ...] = ()
    marks: MarksBySupport | None = None
    filters: tuple[Filter, ...] = ()
    chosen: str = ""

    @property
    def charted(self) -> tuple[NeedCounted, ...]:
        """The most frequent needs whose number is shown and not 0."""
        shown = [need for need in self.needs if need.found]
        return tuple(sorted(shown, key=lambda need: -(need.found or 0))[:CHARTED])

    @property
    def most(self) -> NeedCounted | None:
        return self.charted[0] if self.charted else None


def counts_of(user: User, school: School, *, selection: Selection, language: str) -> Counts:
    """Return the numbers over the students of `school` whom `user` may count."""
    over = counted_over(user, school)
    on = clock.today(school.time_zone or "UTC")
    if over.is_too_small:
        return Counts(school, on, is_class=True, refused=say("know.class_too_small", language))
    campaigns = campaigns_over(over)
    selection, campaign = by_campaign(selection, campaigns)
    needs = school_needs(over.students, school, on=on, campaign=campaign)
    found = counts_in(user, needs, selection=selection, language=language)
    filters = filters_of(needs, selection, language, campaigns=campaigns)
    return replace(
        found,
        is_class=over.is_class,
        filters=filters,
        chosen=chosen_in_words(filters, language),
    )


def counts_in(user: User, needs: SchoolNeeds, *, selection: Selection, language: str) -> Counts:
    """Return the same of students who were judged already; the trail is told."""
    (shown,) = shown_to(user, needs, [counted_needs(needs)], selection=selection)
    record(
        Event.LIST,
        "needs",
        by=user,
        school=needs.school.uid,
        section=Section.AGGREGATES.value,
        size=len(shown.numbers),
    )
    told = _told(needs, selection, shown, language)
    if selection.groups or shown.refused:
        return told
    return _with_tables(user, needs, told, language)


def _told(needs: SchoolNeeds, selection: Selection, shown: Disclosed, language: str) -> Counts:
    teller = Teller(language, needs.here.rules.facts)
    judged = () if shown.refused else needs.screening.needs_judged
    return Counts(
        school=needs.school,
        on=needs.screening.as_of,
        is_class=False,
        selection=selection,
        students=shown.numbers.get(PEOPLE),
        refused=say(shown.refused, language) if shown.refused else "",
        needs=tuple(_need(needs, one, shown, selection, teller) for one in judged),
        not_asked=tuple(
            one.rule.label.said_in(language)
            for one in needs.screening.needs
            if not one.judged and one.rule.definition.evidence
        ),
    )


def _with_tables(user: User, needs: SchoolNeeds, told: Counts, language: str) -> Counts:
    """The tables over everybody, without those that would tell of a few beside others seen."""
    functions = tuple(_functions(needs, Teller(language, needs.here.rules.facts)))
    bands, marks = tuple(_bands(needs, language)), marks_by_support(needs, language)
    tables: dict[str, Numbers] = {
        "functions": {one.function.code: one.students for one in functions},
        "bands": {str(place): one.students for place, one in enumerate(bands)},
        "marks": {str(one.enough): one.students for one in (marks.groups if marks else ())},
    }
    kept = tables_shown_to(user, needs, tables, selection=told.selection)
    by_group = reported_to(user, needs)
    left_out = [say(f"know.table.{name}", language) for name in tables if name not in kept]
    left_out += [label.said_in(language) for label in by_group.held_back]
    return replace(
        told,
        held_back=_held_back(left_out, language),
        breakdowns=tuple(_breakdowns(by_group.needs, language)),
        functions=functions if "functions" in kept else (),
        bands=bands if "bands" in kept else (),
        fairness=() if needs.campaign else fairness_of(by_group.needs, language),
        marks=marks if "marks" in kept else None,
    )


def _held_back(left_out: list[str], language: str) -> str:
    if not left_out:
        return ""
    tables = say("support.list_comma", language).join(left_out)
    return say("know.held_back", language, tables=tables)


def _need(
    needs: SchoolNeeds,
    need: ScreenedNeed,
    shown: Disclosed,
    selection: Selection,
    teller: Teller,
) -> NeedCounted:
    found = shown.numbers.get(need.code)
    judged = None
    if not selection and found is not None:
        judged = share(need.judged, len(needs), needs.here.rules.policy)
        if judged is not None and share(found, judged, needs.here.rules.policy) is None:
            judged = None  # of those judged, nearly nobody or nearly everybody shows it
    functions = tuple(map(teller.function, need.rule.definition.functions))
    label = need.rule.label.said_in(teller.language)
    return NeedCounted(need.code, label, functions, found, judged)


def _breakdowns(needs: SchoolNeeds, language: str) -> Iterator[Breakdown]:
    labels = {one.code: one.rule.label.said_in(language) for one in needs.screening.needs}
    for one in needs.screening.groups[1:]:
        yield Breakdown(
            name=one.name,
            label=one.label.said_in(language),
            groups=tuple(_groups(one, language)),
            lines=tuple(
                (labels[code], tuple(cell.value for cell in line))
                for code, line in zip(one.table.measures, one.table.cells, strict=True)
                if any(cell.value != 0 for cell in line)
            ),
        )


def _groups(table: GroupTable, language: str) -> Iterator[GroupCounted]:
    for group, size in zip(table.table.groups, table.table.sizes, strict=True):
        yield GroupCounted(group, table.groups[group].said_in(language), size.value)


def _functions(needs: SchoolNeeds, teller: Teller) -> Iterator[FunctionCounted]:
    import numpy as np

    for function in FOUR:
        shows = np.zeros(len(needs), dtype=bool)
        for need in needs.screening.needs_judged:
            if need.rule.definition.functions[0] == function:
                shows |= need.severities >= 1
        students = share(int(shows.sum()), len(needs), needs.here.rules.policy)
        yield FunctionCounted(teller.function(function.value), students)


def _bands(needs: SchoolNeeds, language: str) -> Iterator[BandCounted]:
    bands = needs.screening.bands
    counts = [bands.count(one.entry.id) for one in band_entries()] + [bands.count(None)]
    shown = parts(counts, needs.here.rules.policy)
    for one, students in zip(band_entries(), shown, strict=False):
        yield BandCounted(one.label.said_in(language), one.means.said_in(language), students)
    yield BandCounted(say("know.band.not_judged", language), "", shown[-1])
