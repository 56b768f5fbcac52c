"""The school year and the term of a day, known or about to be opened by an import.

A class, an exam and a term's attendance belong to dated rows. Where the school has opened no year
for the day, the import opens the one that the mapping states, else the usual one of the catalogue;
the preview says so before.
"""

import datetime as dt

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.catalogue.imports import usual_year
from kithwork.catalogue.mappings.mapping import YearSpan
from kithwork.core.reasons import Reason
from kithwork.people.actions.calendar import add_term, open_year
from kithwork.people.actions.imports.undo import Undo
from kithwork.people.models import SchoolYear, Term


class NoTerm(Exception):
    """The school's calendar has no place for a day; `reason` says which."""

    def __init__(self, code: str, day: dt.date) -> None:
        super().__init__(code)
        self.reason = Reason.of(f"imports.{code}", day=day)


class Calendar:
    """The years of one school with their terms; planned ones are unsaved rows."""

    def __init__(self, school: School, span: YearSpan | None) -> None:
        self._school = school
        self._span = span
        self._years = list(SchoolYear.objects.filter(school=school).order_by("starts_on"))
        known = Term.objects.filter(year__school=school).select_related("year")
        self.terms = list(known.order_by("starts_on"))

    def year_of(self, day: dt.date) -> SchoolYear:
        """Return the year that a day falls in, planning one where there is none."""
        for year in self._years:
            if year.starts_on <= day <= year.ends_on:
                return year
        return self._planned(day)

    def term_of(self, day: dt.date, number: int | None = None) -> Term:
        """Return the term of a day, or the term of that number in the day's year."""
        year = self.year_of(day)
        for term in self.terms:
            if term.year is not year and term.year_id != year.pk:
                continue
            if number == term.number or (number is None and term.starts_on <= day <= term.ends_on):
                return term
        raise NoTerm("no_such_term", day)

    def warnings(self) -> list[Reason]:
        """Return what the import would open."""
        return [
            Reason.of(
                "imports.year_opened", label=year.label, starts=year.starts_on, ends=year.ends_on
            )
            for year in self._years
            if year.pk is None
        ]

    def open(self, *, by: Who, undo: Undo) -> None:
        """Open the planned years and terms; the rows handed out become real ones."""
        for year in self._years:
            if year.pk is None:
                made = open_year(
                    school=self._school,
                    label=year.label,
                    starts_on=year.starts_on,
                    ends_on=year.ends_on,
                    by=by,
                )
                undo.made([made])
                _become(year, made)
        for term in self.terms:
            if term.pk is None:
                made_term = add_term(
                    year=term.year,
                    number=term.number,
                    starts_on=term.starts_on,
                    ends_on=term.ends_on,
                    by=by,
                )
                undo.made([made_term])
                _become(term, made_term)
                term.year_id = term.year.pk

    def _planned(self, day: dt.date) -> SchoolYear:
        span = self._span if self._span and self._span.starts <= day <= self._span.ends else None
        source = span or usual_year(day)
        if any(
            year.label == source.label
            or (year.starts_on <= source.ends and source.starts <= year.ends_on)
            for year in self._years
        ):
            raise NoTerm("no_year_for_day", day)
        year = SchoolYear(
            school=self._school, label=source.label, starts_on=source.starts, ends_on=source.ends
        )
        self._years.append(year)
        self.terms += [
            Term(year=year, number=term.number, starts_on=term.starts, ends_on=term.ends)
            for term in source.terms
        ]
        return year


def _become(planned: SchoolYear | Term, made: SchoolYear | Term) -> None:
    planned.pk, planned.uid = made.pk, made.uid
    planned._state.adding = False
