"""A goal as it is written, with its five levels proposed; and the page on which goals are rated."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.actions.goals import GoalSaid
from kithwork.casework.models import CaseNeed, Goal
from kithwork.casework.queries.goals import GoalTold, level_name, signed
from kithwork.casework.queries.needs import need_label
from kithwork.catalogue.support import functions
from kithwork.catalogue.words import say
from kithwork.core.goals.anchors import LEVELS, Measure, propose
from kithwork.core.goals.errors import GoalError
from kithwork.core.support.functions import FOUR
from kithwork.people.forms.versioned import DayField, VersionedForm

OWNERS = ("client", "guardian", "teacher", "school", "worker")
STATUSES = ("open", "reached", "abandoned")
RATERS = ("together", "client", "worker", "guardian", "teacher", "independent")
AMENDMENTS = ("typing_error", "learned_more", "agreed_anew")
WEIGHTS = (("1", "1"), ("2", "2"), ("3", "3"))
NUMBERS = ("baseline", "expected", "step")


class GoalForm(VersionedForm):
    """Her words first, then a sentence one can check, then five levels."""

    client_words = forms.CharField(
        label=_("In the student’s own words: what should be different?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    statement = forms.CharField(
        label=_("The goal in one sentence"),
        help_text=_(
            "Who does what, how much, until when. Example: studies 30 minutes, 4 evenings a week."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ChoiceField(label=_("Whose goal is it?"))
    needs = forms.MultipleChoiceField(
        label=_("Which needs does it answer?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )
    function = forms.ChoiceField(label=_("Which support does it strengthen?"), required=False)
    target_on = DayField(label=_("Until when?"), required=False)
    importance = forms.TypedChoiceField(
        label=_("How important (3 = very)?"), coerce=int, choices=WEIGHTS
    )
    difficulty = forms.TypedChoiceField(
        label=_("How hard to reach (3 = very)?"), coerce=int, choices=WEIGHTS
    )
    unit = forms.CharField(
        label=_("What is counted?"),
        help_text=_("Example: evenings a week"),
        required=False,
        max_length=60,
    )
    baseline = forms.FloatField(label=_("Today"), required=False)
    expected = forms.FloatField(label=_("Expected"), required=False)
    step = forms.FloatField(label=_("One step"), required=False)
    baseline_level = forms.TypedChoiceField(
        label=_("At which level does it stand today?"),
        required=False,
        coerce=int,
        empty_value=None,
    )
    waiver = forms.CharField(
        label=_("If there are no five levels: why"), required=False, max_length=400
    )
    status = forms.ChoiceField(label=_("How it stands"))
    end_reason = forms.CharField(label=_("If it was given up: why"), required=False, max_length=400)
    amendment = forms.ChoiceField(
        label=_("If the levels change after the start: why"), required=False
    )
    compared = ("client_words", "statement", "target_on", "unit", "waiver")

    def __init__(
        self, sent: Any, *, said: GoalSaid, needs: Iterable[CaseNeed], version: str
    ) -> None:
        self._needs = {need.code: need for need in needs}
        names = [name for name in self.declared_fields if name not in ("version", "amendment")]
        stands = {name: getattr(said, name) for name in names} | {
            "needs": [need.code for need in said.needs],
            **{_anchor(level): text for level, text in zip(LEVELS, said.anchors, strict=True)},
        }
        super().__init__(sent, stands=stands, version=version)
        language = get_language() or "en"
        for level in LEVELS:
            self.fields[_anchor(level)] = forms.CharField(
                label=f"{signed(level)} · {level_name(level, language)}",
                required=False,
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 1}),
            )
        self._offer_all(language)
        if not version:
            del self.fields["status"], self.fields["end_reason"], self.fields["amendment"]

    @property
    def anchors(self) -> list[forms.BoundField]:
        """The five levels from −2 to +2, for drawing."""
        return [self[_anchor(level)] for level in LEVELS]

    @property
    def numbers(self) -> list[forms.BoundField]:
        """What the five levels are proposed from."""
        return [self["unit"], *(self[name] for name in NUMBERS)]

    @property
    def why_amended(self) -> str:
        """The code that says why levels change after the start; "" for none."""
        return str(self.cleaned_data.get("amendment", ""))

    def said(self) -> GoalSaid:
        """Return the goal as the form says it."""
        given = self.cleaned_data
        names = (
            "client_words", "statement", "owner", "function", "target_on", "importance",
            "difficulty", "unit", "baseline", "expected", "step", "baseline_level", "waiver",
        )  # fmt: skip
        return GoalSaid(
            needs=tuple(self._needs[code] for code in given["needs"]),
            anchors=tuple(given[_anchor(level)] for level in LEVELS),
            status=given.get("status") or "open",
            end_reason=given.get("end_reason", ""),
            **{name: given[name] for name in names},
        )

    def with_proposal(self) -> tuple[str, ...]:
        """Fill in the five levels from unit, today, expected and step; return remarks in words."""
        language = get_language() or "en"
        try:
            measure, numbers = self._measured()
            found = propose(measure, **numbers)
        except (GoalError, TypeError, ValueError) as problem:
            code = (
                problem.reason.code if isinstance(problem, GoalError) else "accompany.goal.numbers"
            )
            self.add_error("baseline", say(code, language))
            return ()
        sent: Any = self.data
        changed = sent.copy()
        for one in found.anchors:
            changed[_anchor(one.level)] = say(one.reason, language)
        changed["baseline_level"] = str(found.baseline_level)
        self.data = changed
        return tuple(say(reason, language) for reason in found.remarks)

    def _measured(self) -> tuple[Measure, dict[str, Any]]:
        numbers = {name: _number(self.data.get(name)) for name in NUMBERS}
        unit = str(self.data.get("unit", "")).strip()
        stated = [value for value in numbers.values() if value is not None]
        is_counted = all(value % 1 == 0 for value in stated)
        return Measure(unit=unit, is_counted=is_counted, lowest=0), numbers

    def _offer_all(self, language: str) -> None:
        self._offer("needs", [(code, need_label(code, language)) for code in self._needs])
        self._offer(
            "owner", [(one, say(f"accompany.goal_owner.{one}", language)) for one in OWNERS]
        )
        self._offer(
            "function",
            [("", _("none of the four")),
             *((f.value, functions()[f].short.said_in(language)) for f in FOUR)],
        )  # fmt: skip
        self._offer("baseline_level", [("", "–"), *((str(one), signed(one)) for one in LEVELS)])
        for name, kind, codes in (
            ("status", "goal_status", STATUSES),
            ("amendment", "amendment", AMENDMENTS),
        ):
            offered = [(one, say(f"accompany.{kind}.{one}", language)) for one in codes]
            self._offer(name, [("", "–"), *offered] if name == "amendment" else offered)
        if not self._needs:
            self.fields["needs"].help_text = _("No need stands in the case yet.")

    def _offer(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


class RateForm(forms.Form):
    """All open goals with their five levels: one tap for each."""

    on = DayField(label=_("On which day?"))
    rated_by = forms.ChoiceField(label=_("Who rates?"))

    def __init__(self, sent: Any, *, goals: Iterable[GoalTold], today: Any, language: str) -> None:
        self.goals = {f"goal-{one.number}": one for one in goals}
        super().__init__(sent or None, initial={"on": today, "rated_by": "together"})
        offered = [(one, say(f"accompany.goal_rater.{one}", language)) for one in RATERS]
        rated_by: Any = self.fields["rated_by"]
        rated_by.choices = offered
        for name, one in self.goals.items():
            self.fields[name] = forms.TypedChoiceField(
                label=one.said.statement,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[
                    (str(anchor.level), f"{anchor.shown} · {anchor.text or anchor.name}")
                    for anchor in one.anchors
                ],
                widget=forms.RadioSelect(attrs={"class": "kw-levels"}),
            )
            self.fields[f"words-{name}"] = forms.CharField(
                label=_("In the student’s own words"), required=False, max_length=1000
            )

    @property
    def lines(self) -> list[tuple[GoalTold, forms.BoundField, forms.BoundField]]:
        return [(one, self[name], self[f"words-{name}"]) for name, one in self.goals.items()]

    @property
    def levels(self) -> dict[Goal, int]:
        """The level of each goal that was rated."""
        found = {one.goal: self.cleaned_data[name] for name, one in self.goals.items()}
        return {goal: level for goal, level in found.items() if level is not None}

    @property
    def words(self) -> dict[Goal, str]:
        return {one.goal: self.cleaned_data[f"words-{name}"] for name, one in self.goals.items()}


def _anchor(level: int) -> str:
    return f"anchor_{level + 2}"


def _number(text: Any) -> float | None:
    if text is None or not str(text).strip():
        return None
    number = float(text)
    return int(number) if number.is_integer() else number
