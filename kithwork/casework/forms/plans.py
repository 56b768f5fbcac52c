"""A plan part by part: how it begins, its frame, a stage with its sessions, an action, a reason.

Each form changes one part of the whole plan (`PlanContent`); saving writes the next version.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.planned import (
    NO_FUNCTION,
    PlanContent,
    PlannedAction,
    PlannedSession,
    PlannedStage,
    PlanWords,
    function_of,
)
from kithwork.catalogue.presets import lenses, presets
from kithwork.catalogue.support import functions
from kithwork.catalogue.techniques import Technique, techniques, techniques_for
from kithwork.catalogue.words import say
from kithwork.core.planning.actions import Care, WhoDoes
from kithwork.core.support.functions import ALL, FOUR, Function
from kithwork.people.forms.versioned import CHOOSE, DayField, VersionedForm

SPARE_SESSIONS = 2
EMPTY = "empty"
TEXTS = ("aim", "responsibilities", "risks", "closing", "budget")
SESSION_TEXTS = ("theme", "aim", "content", "who", "place", "materials")


def _area(label: Any, rows: int = 2, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=4000, widget=widget, **more)


class BeginForm(forms.Form):
    """From which preset, on which day."""

    preset = forms.ChoiceField(label=_("Begin from"), widget=forms.RadioSelect)
    starts_on = DayField(label=_("First day"))

    def __init__(self, sent: Any, *, today: dt.date) -> None:
        super().__init__(sent or None, initial={"starts_on": today, "preset": "P1"})
        language = get_language() or "en"
        field: Any = self.fields["preset"]
        field.choices = [
            *((code, one.label.said_in(language)) for code, one in presets().items()),
            (EMPTY, _("an empty plan")),
        ]


class FrameForm(VersionedForm):
    """The aim, the lenses and how they shape the stages, duties, the day of review."""

    aim = _area(_("Overall aim"))
    lenses = forms.MultipleChoiceField(
        label=_("Through which theory do we look?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )
    shaping = _area(
        _("How it shapes each stage"), 4, help_text=_("One sentence for each stage is enough.")
    )
    review_on = DayField(label=_("Review on"), required=False)
    responsibilities = _area(_("What the student, the family and the school take on"), 3)
    risks = _area(_("What could come in between"))
    closing = _area(_("By what we see that it is time to end"))
    budget = _area(_("What it costs, and who pays"))
    compared = (*TEXTS, "shaping", "review_on")

    def __init__(self, sent: Any, *, content: PlanContent, version: str) -> None:
        self.content = content
        words = content.words
        stands = {name: getattr(words, name) for name in TEXTS} | {
            "lenses": list(content.lenses),
            "shaping": "\n".join(text for text in words.shaping.values() if text),
            "review_on": content.review_on,
        }
        super().__init__(sent, stands=stands, version=version)
        language = get_language() or "en"
        field: Any = self.fields["lenses"]
        field.choices = [(code, one.label.said_in(language)) for code, one in lenses().items()]

    def changed(self) -> PlanContent:
        """Return the plan with this frame."""
        given = self.cleaned_data
        chosen = tuple(given["lenses"])
        shaping = {chosen[0]: given["shaping"]} if chosen and given["shaping"] else {}
        return replace(
            self.content,
            lenses=chosen,
            review_on=given["review_on"],
            words=PlanWords(**{name: given[name] for name in TEXTS}, shaping=shaping),
        )


class SessionForm(forms.Form):
    """A row of the session table; one without theme and content is left out."""

    on = DayField(label=_("Day"), required=False)
    theme = forms.CharField(label=_("Theme"), required=False, max_length=400)
    aim = _area(_("Aim"))
    content = _area(_("Content"))
    who = forms.CharField(label=_("Who takes part"), required=False, max_length=400)
    place = forms.CharField(label=_("Place"), required=False, max_length=400)
    materials = forms.CharField(label=_("Materials"), required=False, max_length=400)

    def session(self, stage: int) -> PlannedSession | None:
        """Return the session, or None where the row is empty."""
        given = self.cleaned_data
        if not (given["theme"].strip() or given["content"].strip()):
            return None
        texts = {name: given[name] for name in SESSION_TEXTS}
        return PlannedSession(number=0, stage=stage, on=given["on"], **texts)


class StageForm(VersionedForm):
    """A stage: name, days, gate, the questions about care, and its sessions."""

    name = forms.CharField(label=_("Name of the stage"), max_length=400)
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("Until"), required=False)
    gate = _area(_("What must be there before the next stage"))
    compared = ("name", "starts_on", "ends_on", "gate")

    def __init__(self, sent: Any, *, content: PlanContent, number: int, version: str) -> None:
        self.content, self.number = content, number
        stage = next((one for one in content.stages if one.number == number), None)
        stands = _stage_stands(stage or PlannedStage(number=number, name=""))
        super().__init__(sent, stands=stands, version=version)
        language = get_language() or "en"
        for part in Care:
            label = say(f"planning.care.{part}", language)
            self.fields[f"care_{part}"] = _area(label)
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
        rows.sort(key=lambda one: one.stage)  # stable: the order within a stage stays
        numbered = [replace(row, number=place) for place, row in enumerate(rows, start=1)]
        return replace(self.content, stages=tuple(stages), sessions=tuple(numbered))

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


class ActionForm(VersionedForm):
    """An action: which technique, for which support and goals, in which stage, who does it."""

    technique = forms.ChoiceField(label=_("Technique"))
    function = forms.ChoiceField(label=_("Which support does it serve here?"))
    stage = forms.TypedChoiceField(label=_("Stage"), coerce=int)
    goals = forms.TypedMultipleChoiceField(
        label=_("For which goals?"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )
    who_does = forms.ChoiceField(
        label=_("Who does it?"), widget=forms.RadioSelect(attrs={"class": "kw-taps"})
    )
    is_direct = forms.BooleanField(label=_("With the student herself or himself"), required=False)
    dose = forms.IntegerField(
        label=_("How many times?"), required=False, min_value=0, max_value=200
    )
    frequency = forms.CharField(label=_("How often?"), required=False, max_length=200)
    note = _area(_("Note"))

    def __init__(
        self,
        sent: Any,
        *,
        content: PlanContent,
        action: PlannedAction | None,
        goals: Iterable[tuple[int, str]],
        needs: frozenset[str],
        version: str,
        initial: dict[str, Any],
    ) -> None:
        self.content, self.action = content, action
        stands = _action_stands(action) if action else {"is_direct": True, **initial}
        super().__init__(sent, stands=stands, version=version)
        language = get_language() or "en"
        wanted = stands.get("function") or ""
        offered = _technique_choices(language, function=wanted, needs=needs)
        self._offer("technique", [CHOOSE, *offered])
        self._offer(
            "function",
            [("", _("its usual one")),
             *((f.value, functions()[f].short.said_in(language)) for f in ALL),
             (NO_FUNCTION, _("none: it carries the others"))],
        )  # fmt: skip
        self.fields["function"].required = False
        self._offer("stage", [(str(s.number), f"{s.number} · {s.name}") for s in content.stages])
        self._offer("goals", [(str(number), f"{number} · {text}") for number, text in goals])
        self._offer("who_does", [(w.value, say(f"planning.who.{w}", language)) for w in WhoDoes])

    def changed(self) -> PlanContent:
        """Return the plan with this action: in the place of the old one, or at the end."""
        rows = list(self.content.actions)
        if self.action is not None:
            rows[rows.index(self.action)] = self._action()
        else:
            rows.append(self._action())
        return replace(self.content, actions=tuple(rows))

    def _action(self) -> PlannedAction:
        given = self.cleaned_data
        usual = function_of(techniques()[given["technique"]])
        return PlannedAction(
            technique=given["technique"],
            function=given["function"] or usual,
            stage=given["stage"],
            goals=tuple(given["goals"]),
            source=self.action.source if self.action else "",
            who_does=WhoDoes(given["who_does"]),
            is_direct=given["is_direct"],
            dose=given["dose"],
            minutes=techniques()[given["technique"]].minutes,
            frequency=given["frequency"],
            note=given["note"],
        )

    def _offer(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


class ReasonForm(VersionedForm):
    """Why a gap or a need is left out for now; an emptied reason is taken back."""

    why = _area(_("Why is it left out for now?"), 3)

    def __init__(self, sent: Any, *, content: PlanContent, code: str, version: str) -> None:
        self.content, self.code = content, code
        self.is_function = code in set(FOUR) | {Function.CO}
        stood = content.left_out if self.is_function else content.not_addressed
        super().__init__(sent, stands={"why": stood.get(code, "")}, version=version)

    def changed(self) -> PlanContent:
        """Return the plan with this reason."""
        said = {self.code: self.cleaned_data["why"]}
        if self.is_function:
            return replace(self.content, left_out={**self.content.left_out, **said})
        return replace(self.content, not_addressed={**self.content.not_addressed, **said})


def without_action(content: PlanContent, place: int) -> PlanContent:
    """Return a plan without one of its actions."""
    rows = [one for at, one in enumerate(content.actions) if at != place]
    return replace(content, actions=tuple(rows))


def _stage_stands(stage: PlannedStage) -> dict[str, Any]:
    stands = {name: getattr(stage, name) for name in ("name", "starts_on", "ends_on", "gate")}
    return stands | {f"care_{part}": stage.care.get(part.value, "") for part in Care}


def _action_stands(action: PlannedAction) -> dict[str, Any]:
    names = ("technique", "function", "stage", "is_direct", "dose", "frequency", "note")
    return {name: getattr(action, name) for name in names} | {
        "goals": list(action.goals),
        "who_does": action.who_does.value,
    }


def _technique_choices(
    language: str, *, function: str, needs: frozenset[str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the techniques for choosing, grouped by function; those that cut across last.

    Where a function is asked for, those that can serve it come first, the ones for a need of the
    case before the others.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    if function in set(ALL):
        fitting = techniques_for(needs, Function(function))
        groups[str(_("for this support"))] = [_choice(one, language) for one in fitting]
    for one in techniques().values():
        cuts = function_of(one) == NO_FUNCTION
        group = _("cross-cutting") if cuts else functions()[one.function].short.said_in(language)
        groups.setdefault(str(group), []).append(_choice(one, language))
    return list(groups.items())


def _choice(one: Technique, language: str) -> tuple[str, str]:
    return one.code, f"{one.code} {one.name.said_in(language)}"
