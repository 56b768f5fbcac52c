"""A plan part by part: how it begins, its frame, an action, a reason (`stages`: the stages).

Each form changes one part of the whole plan (`PlanContent`); saving writes the next version.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.forms.stages import numbered, text_area
from kithwork.casework.planned import (
    NO_FUNCTION,
    PlanContent,
    PlannedAction,
    PlanWords,
    function_of,
)
from kithwork.catalogue.presets import Preset, lenses
from kithwork.catalogue.support import functions
from kithwork.catalogue.techniques import Technique, techniques, techniques_for
from kithwork.catalogue.words import say
from kithwork.core.planning.actions import WhoDoes
from kithwork.core.support.functions import ALL, FOUR, Function
from kithwork.people.forms.versioned import CHOOSE, DayField, VersionedForm

EMPTY = "empty"
TEXTS = ("aim", "responsibilities", "risks", "closing", "budget")


class BeginForm(forms.Form):
    """From which preset, on which day."""

    preset = forms.ChoiceField(label=_("Begin from"), widget=forms.RadioSelect)
    starts_on = DayField(label=_("First day"))

    def __init__(self, sent: Any, *, today: dt.date, offered: Mapping[str, Preset]) -> None:
        first = next(iter(offered), EMPTY)
        super().__init__(sent or None, initial={"starts_on": today, "preset": first})
        language = get_language() or "en"
        field: Any = self.fields["preset"]
        field.choices = [
            *((code, one.label.said_in(language)) for code, one in offered.items()),
            (EMPTY, _("an empty plan")),
        ]


class FrameForm(VersionedForm):
    """The aim, the lenses and how they shape the stages, duties, the day of review."""

    aim = text_area(_("Overall aim"))
    lenses = forms.MultipleChoiceField(
        label=_("Through which theory do we look?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )
    shaping = text_area(
        _("How it shapes each stage"), 4, help_text=_("One sentence for each stage is enough.")
    )
    review_on = DayField(label=_("Review on"), required=False)
    responsibilities = text_area(_("What the student, the family and the school take on"), 3)
    risks = text_area(_("What could come in between"))
    closing = text_area(_("By what we see that it is time to end"))
    budget = text_area(_("What it costs, and who pays"))
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
    note = text_area(_("Note"))

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
        offered = technique_choices(language, function=wanted, needs=needs)
        self._offer("technique", [CHOOSE, *offered])
        self._offer(
            "function",
            [("", _("its usual one")),
             *((f.value, functions()[f].short.said_in(language)) for f in ALL),
             (NO_FUNCTION, _("none: it carries the others"))],
        )  # fmt: skip
        self.fields["function"].required = False
        self._offer("stage", [(str(s.number), numbered(s)) for s in content.stages])
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

    why = text_area(_("Why is it left out for now?"), 3)

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


def _action_stands(action: PlannedAction) -> dict[str, Any]:
    names = ("technique", "function", "stage", "is_direct", "dose", "frequency", "note")
    return {name: getattr(action, name) for name in names} | {
        "goals": list(action.goals),
        "who_does": action.who_does.value,
    }


def technique_choices(
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
