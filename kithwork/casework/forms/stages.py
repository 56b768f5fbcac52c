"""A stage of a plan with its sessions: changed, or taken out of the plan."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.planned import PlanContent, PlannedSession, PlannedStage, renumbered
from kithwork.catalogue.words import say
from kithwork.core.planning.actions import Care
from kithwork.people.forms.versioned import DayField, VersionedForm

SPARE_SESSIONS = 2
SESSION_TEXTS = ("theme", "aim", "content", "who", "place", "materials")


def text_area(label: Any, rows: int = 2, **more: Any) -> forms.CharField:
    """Return a field of several lines that may stay empty."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=4000, widget=widget, **more)


class SessionForm(forms.Form):
    """A row of the session table; one without theme and content is left out, and one ticked so."""

    on = DayField(label=_("Day"), required=False)
    theme = forms.CharField(label=_("Theme"), required=False, max_length=400)
    aim = text_area(_("Aim"))
    content = text_area(_("Content"))
    who = forms.CharField(label=_("Who takes part"), required=False, max_length=400)
    place = forms.CharField(label=_("Place"), required=False, max_length=400)
    materials = forms.CharField(label=_("Materials"), required=False, max_length=400)
    is_out = forms.BooleanField(label=_("Take this session out of the plan"), required=False)

    def session(self, stage: int) -> PlannedSession | None:
        """Return the session, or None where the row is empty."""
        given = self.cleaned_data
        if given["is_out"] or not (given["theme"].strip() or given["content"].strip()):
            return None
        texts = {name: given[name] for name in SESSION_TEXTS}
        return PlannedSession(number=0, stage=stage, on=given["on"], **texts)


class StageForm(VersionedForm):
    """A stage: name, days, gate, the questions about care, and its sessions."""

    name = forms.CharField(label=_("Name of the stage"), max_length=400)
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("Until"), required=False)
    gate = text_area(_("What must be there before the next stage"))
    compared = ("name", "starts_on", "ends_on", "gate")

    def __init__(self, sent: Any, *, content: PlanContent, number: int, version: str) -> None:
        self.content, self.number = content, number
        stage = next((one for one in content.stages if one.number == number), None)
        stands = _stage_stands(stage or PlannedStage(number=number, name=""))
        super().__init__(sent, stands=stands, version=version)
        language = get_language() or "en"
        for part in Care:
            label = say(f"planning.care.{part}", language)
            self.fields[f"care_{part}"] = text_area(label)
        self.sessions = [
            SessionForm(sent or None, prefix=f"session-{place}", initial=row)
            for place, row in enumerate(self._session_rows())
        ]

    @property
    def care(self) -> list[forms.BoundField]:
        """The questions about care, for drawing."""
        return [self[f"care_{part}"] for part in Care]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(one.is_valid() for one in self.sessions)])

    def changed(self) -> PlanContent:
        """Return the plan with this stage and its sessions, numbered anew through all stages."""
        others = [one for one in self.content.stages if one.number != self.number]
        stages = sorted([*others, self._stage()], key=lambda one: one.number)
        rows = [one for one in self.content.sessions if one.stage != self.number]
        rows += [row for form in self.sessions if (row := form.session(self.number))]
        return replace(self.content, stages=tuple(stages), sessions=renumbered(rows))

    def _stage(self) -> PlannedStage:
        given = self.cleaned_data
        care = {part.value: text for part in Care if (text := given[f"care_{part}"].strip())}
        return PlannedStage(
            number=self.number,
            name=given["name"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            gate=given["gate"],
            care=care,
        )

    def _session_rows(self) -> Iterable[dict[str, Any]]:
        here = [one for one in self.content.sessions if one.stage == self.number]
        for one in here:
            yield {name: getattr(one, name) for name in (*SESSION_TEXTS, "on")}
        yield from ({} for _spare in range(SPARE_SESSIONS))


class DropStageForm(forms.Form):
    """What becomes of the sessions and actions of a stage that is taken out."""

    made_from = forms.CharField(widget=forms.HiddenInput)
    moved_to = forms.TypedChoiceField(
        label=_("What becomes of its sessions and actions?"),
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, sent: Any, *, content: PlanContent, number: int, version: str) -> None:
        super().__init__(sent or None, initial={"made_from": version})
        others = [one for one in content.stages if one.number != number]
        field: Any = self.fields["moved_to"]
        field.choices = [
            ("", _("they go out with it")),
            *((str(s.number), _("into stage %(name)s") % {"name": numbered(s)}) for s in others),
        ]


def numbered(stage: PlannedStage) -> str:
    """Return a stage with its number, for choosing."""
    return f"{stage.number} · {stage.name}"


def _stage_stands(stage: PlannedStage) -> dict[str, Any]:
    stands = {name: getattr(stage, name) for name in ("name", "starts_on", "ends_on", "gate")}
    return stands | {f"care_{part}": stage.care.get(part.value, "") for part in Care}
