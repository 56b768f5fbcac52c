"""Who receives a programme: pasted from a list, a line a student, or one alone."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kithwork.aid.actions.awards import Given
from kithwork.aid.models import Programme, ProgrammeTerms
from kithwork.aid.money import minor_of
from kithwork.people.forms.versioned import DayField, VersionedForm
from kithwork.people.models import Student

MOST_LINES = 5000


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a student and her own amount in minor units, if it was given."""

    student: Student
    amount: int | None


class AwardsForm(VersionedForm):
    """Students by number, each on a line, with the own amount behind a comma or a tab."""

    lines = forms.CharField(
        label=_("Student numbers"),
        help_text=_(
            "One to a line, as copied from a table; behind it the amount, if each has one."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )
    starts_on = DayField(label=_("From this day on"))
    ends_on = DayField(label=_("until"), required=False)
    reference = forms.CharField(label=_("By which decision"), max_length=200, required=False)

    def __init__(
        self, sent: Any, *, programme: Programme, terms: ProgrammeTerms | None, today: dt.date
    ) -> None:
        super().__init__(sent, stands={"starts_on": today}, version="")
        self._programme, self._terms = programme, terms

    def clean_lines(self) -> list[Line]:
        rows = [
            (number, parts)
            for number, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1)
            if (parts := line.replace("\t", ",").replace("，", ",").split(",", 1))[0].strip()
        ]
        if len(rows) > MOST_LINES:
            raise forms.ValidationError(
                say("At most %(most)s lines at once.") % {"most": MOST_LINES}
            )
        known = self._students([parts[0].strip() for _row, parts in rows])
        problems: list[str] = []
        lines = [self._line(row, parts, known, problems) for row, parts in rows]
        seen: set[int] = set()
        for (row, _parts), line in zip(rows, lines, strict=True):
            if line is not None and line.student.pk in seen:
                problems.append(
                    say("Line %(row)s: this student stands there twice.") % {"row": row}
                )
            if line is not None:
                seen.add(line.student.pk)
        if problems:
            raise forms.ValidationError(problems)
        return [line for line in lines if line is not None]

    def given_to(self, line: Line) -> Given:
        """Return what the student of a line receives."""
        said = self.cleaned_data
        has_amount = line.amount is not None and self._terms is not None
        return Given(
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            amount_minor=line.amount if has_amount else None,
            currency=(self._terms.currency or "CNY") if has_amount and self._terms else "",
            per=(self._terms.per or "year") if has_amount and self._terms else "",
            reference=said["reference"],
        )

    def _students(self, numbers: list[str]) -> dict[str, Student]:
        here = Student.objects.filter(school=self._programme.school, number__in=numbers)
        return {one.number: one for one in here.select_related("school", "person")}

    def _line(
        self, row: int, parts: list[str], known: dict[str, Student], problems: list[str]
    ) -> Line | None:
        student = known.get(parts[0].strip())
        if student is None:
            problems.append(
                say("Line %(row)s: no student of this school has this number.") % {"row": row}
            )
            return None
        if len(parts) == 1 or not parts[1].strip():
            return Line(student, None)
        try:
            return Line(student, minor_of(parts[1]))
        except ValueError:
            problems.append(say("Line %(row)s: this is not an amount.") % {"row": row})
            return None
