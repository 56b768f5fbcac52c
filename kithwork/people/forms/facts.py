"""What was learned about one part of a student's life, in one talk: one day, one source.

Each fact shows what stands. Only what differs is recorded, as a new row over the old one; a field
that is emptied says that this is not known any more.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.catalogue.facts import FactDefinition
from kithwork.core.reasons import Value
from kithwork.core.rules import Kind
from kithwork.people.actions.facts import NewFact
from kithwork.people.forms.students import offer
from kithwork.people.forms.versioned import CHOOSE, DayField, FlagField, VersionedForm
from kithwork.people.models import Student, StudentFact
from kithwork.people.queries.noting import Part
from kithwork.people.wording import choices


class FactsForm(VersionedForm):
    """The facts of one part of life, with the day on which they were so and who says it."""

    on = DayField(
        label=_("Learned on"), help_text=_("The day on which this was so, not the day of typing.")
    )
    source = forms.ChoiceField(label=_("Who says it"))

    def __init__(
        self,
        sent: Any,
        *,
        student: Student,
        part: Part,
        standing: Mapping[str, StudentFact],
        today: dt.date,
    ) -> None:
        self.student, self.part = student, part
        self._names = {one.id.replace(".", "-"): one for one in part.facts}
        stands: dict[str, Any] = {
            name: standing[one.id].known if one.id in standing else None
            for name, one in self._names.items()
        }
        self.compared = tuple(self._names)
        version = ",".join(f"{name}={row.uid}" for name, row in sorted(standing.items()))
        super().__init__(sent, stands={**stands, "on": today}, version=version)
        language = get_language() or "en"
        for name, one in self._names.items():
            self.fields[name] = _field(one, language)
        self.order_fields(["on", "source", *self._names])
        offer(self, "source", [CHOOSE, *choices("source", language)])

    @property
    def about_talk(self) -> list[forms.BoundField]:
        """The day and the source, for drawing."""
        return [self["on"], self["source"]]

    @property
    def about_life(self) -> list[forms.BoundField]:
        """The facts, for drawing."""
        return [self[name] for name in self._names]

    @property
    def versions(self) -> dict[str, str]:
        """The row of each fact that the form was made from."""
        pairs = (one.partition("=") for one in self.made_from.split(",") if one)
        return {name: uid for name, _equals, uid in pairs}

    def facts(self) -> list[NewFact]:
        """Return every fact of the part as the form says it."""
        said = self.cleaned_data
        return [
            NewFact(self.student, one.id, _value(said[name]), said["on"], said["source"])
            for name, one in self._names.items()
        ]


def _field(one: FactDefinition, language: str) -> forms.Field:
    label = one.label.said_in(language)
    if one.unit is not None:
        label = f"{label} ({one.unit.said_in(language)})"
    match one.type.kind:
        case Kind.FLAG:
            return FlagField(label=label)
        case Kind.DATE:
            return DayField(label=label, required=False)
        case Kind.NUMBER:
            return forms.FloatField(label=label, required=False)
        case Kind.CHOICE:
            offered = [(value, text.said_in(language)) for value, text in one.choices]
            return forms.ChoiceField(
                label=label, required=False, choices=[("", _("not known")), *offered]
            )
    return forms.CharField(label=label, max_length=200, required=False)


def _value(said: Any) -> Value:
    if said == "" or said is None:
        return None
    if isinstance(said, float) and said.is_integer():
        return int(said)
    value: Value = said
    return value
