"""An own pathway part by part: its beginning, its frame, a stage; each with why it is changed.

Texts are typed in the reader's language (`catalogue.preset_writing.retold` says what becomes of the
other one). Each form hands back the whole preset with its part changed.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School
from kithwork.access.refusals import Refused
from kithwork.casework.actions.pathways import Learned
from kithwork.casework.forms.plans import technique_choices
from kithwork.casework.models import Case
from kithwork.casework.queries.lessons import LessonTold
from kithwork.catalogue.preset_writing import retold
from kithwork.catalogue.presets import (
    PERSONS,
    CareQuestion,
    Preset,
    PresetSession,
    PresetStage,
    lenses,
)
from kithwork.catalogue.words import say
from kithwork.core.planning.actions import Care, WhoDoes
from kithwork.core.text import Text
from kithwork.people.forms.versioned import DayField, VersionedForm

NOTHING = Text("", "")
SPARE_SESSIONS = 1
TECHNIQUES = 4  # so many selects a session; the catalogue's presets name three at most
SESSION_TEXTS = ("theme", "aim", "content", "place")
FRAME_TEXTS = ("label", "about", "aim")
STAGE_TEXTS = ("name", "gate", "shaped_by")


def _line(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=400, **more)


def _area(label: Any, rows: int = 2, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=2000, widget=widget, **more)


def _why() -> forms.CharField:
    return _area(
        _("What changes, and why?"),
        help_text=_("What did you see in cases? Others must understand it in a year."),
    )


class GroundsForm(VersionedForm):
    """Why a version is made, and from which closed cases and lessons."""

    why = _why()
    lessons = forms.MultipleChoiceField(
        label=_("From which lessons?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cases = forms.MultipleChoiceField(
        label=_("From which closed cases?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )

    def offer(self, *, cases: Iterable[Case], lessons: Iterable[LessonTold]) -> None:
        """Offer closed cases and lessons to choose from; a field without any is left out."""
        self._cases = {str(one.uid): one for one in cases}
        self._lessons = {str(one.lesson.uid): one.lesson for one in lessons}
        offered = {
            "cases": [(uid, one.number) for uid, one in self._cases.items()],
            "lessons": [(str(one.lesson.uid), one.words) for one in lessons],
        }
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = choices
            if not choices:
                del self.fields[name]

    @property
    def learned(self) -> Learned:
        """Why, and the closed cases and lessons behind it."""
        given = self.cleaned_data
        return Learned(
            why=given["why"],
            cases=tuple(self._cases[uid] for uid in given["cases"]) if "cases" in given else None,
            lessons=tuple(self._lessons[uid] for uid in given["lessons"])
            if "lessons" in given
            else None,
        )


class BeginPathwayForm(GroundsForm):
    """The name of an own pathway, and why it is made."""

    label = _line(_("What is it called?"))
    school = forms.ChoiceField(label=_("For which school?"))
    field_order = ("label", "school", "why")

    def __init__(self, sent: Any, *, base: Preset, schools: Iterable[School]) -> None:
        self.base, self.language = base, get_language() or "en"
        self._schools = {one.code: one for one in schools}
        stands = {"label": base.label.said_in(self.language), "school": next(iter(self._schools))}
        super().__init__(sent, stands=stands, version="")
        field: Any = self.fields["school"]
        field.choices = [(code, one.name_in(self.language)) for code, one in self._schools.items()]
        if len(self._schools) == 1:
            field.widget = forms.HiddenInput()

    @property
    def school_said(self) -> School:
        """The school for which it is made."""
        return self._schools[self.cleaned_data["school"]]

    @property
    def label_said(self) -> Text:
        """The name in both languages."""
        return retold(self.base.label, self.cleaned_data["label"], self.language)


class PathwayFrameForm(GroundsForm):
    """Name, for whom, aim, weeks, lenses; and from what the change was learned."""

    label = _line(_("What is it called?"))
    about = _area(_("For whom is it?"))
    aim = _area(_("Overall aim"))
    fewest_weeks = forms.IntegerField(label=_("Weeks, from"), min_value=1, max_value=104)
    most_weeks = forms.IntegerField(label=_("Weeks, to"), min_value=1, max_value=104)
    lenses = forms.MultipleChoiceField(
        label=_("Through which theory do we look?"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )
    field_order = (*FRAME_TEXTS, "fewest_weeks", "most_weeks", "lenses", "why")
    compared = (*FRAME_TEXTS, "fewest_weeks", "most_weeks")

    def __init__(
        self, sent: Any, *, preset: Preset, version: str, grounds: tuple[list[str], list[str]]
    ) -> None:
        self.preset, self.language = preset, get_language() or "en"
        stands: dict[str, Any] = _said(preset, FRAME_TEXTS, self.language) | {
            "fewest_weeks": preset.fewest_weeks,
            "most_weeks": preset.most_weeks,
            "lenses": list(preset.lenses),
            "cases": grounds[0],
            "lessons": grounds[1],
        }
        super().__init__(sent, stands=stands, version=version)
        field: Any = self.fields["lenses"]
        known = lenses().items()
        field.choices = [(code, one.label.said_in(self.language)) for code, one in known]

    def changed(self) -> Preset:
        """Return the preset with this frame."""
        given = self.cleaned_data
        return replace(
            self.preset,
            **_told(self.preset, given, FRAME_TEXTS, self.language),
            fewest_weeks=given["fewest_weeks"],
            most_weeks=given["most_weeks"],
            lenses=tuple(given["lenses"]),
        )


class PathwaySessionForm(forms.Form):
    """A session; an empty row is left out, and one ticked so."""

    theme = _line(_("Theme"), required=False)
    aim = _area(_("Aim"), required=False)
    content = _area(_("Content"), required=False)
    place = _line(_("Place"), required=False)
    who = forms.MultipleChoiceField(
        label=_("Who takes part"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )
    is_out = forms.BooleanField(label=_("Take this session out of the pathway"), required=False)

    def __init__(self, sent: Any, *, prefix: str, stood: PresetSession | None, language: str):
        self.stood, self.language = stood, language
        initial: dict[str, Any] = {}
        if stood is not None:
            initial = _said(stood, SESSION_TEXTS, language) | {"who": list(stood.who)}
            initial |= {f"technique_{at}": code for at, code in enumerate(stood.techniques)}
        super().__init__(sent or None, prefix=prefix, initial=initial)
        persons: Any = self.fields["who"]
        persons.choices = [(one, say(f"planning.person.{one}", language)) for one in PERSONS]
        offered = technique_choices(language, function="", needs=frozenset())
        for at in range(TECHNIQUES):
            self.fields[f"technique_{at}"] = forms.ChoiceField(
                label=_("Technique %(n)s") % {"n": at + 1},
                required=False,
                choices=[("", "–"), *offered],
            )

    @property
    def techniques(self) -> list[forms.BoundField]:
        """The selects of techniques, for drawing."""
        return [self[f"technique_{at}"] for at in range(TECHNIQUES)]

    def session(self) -> PresetSession | None:
        """Return the session, None for an empty row. Raises Refused for half a session."""
        given = self.cleaned_data
        used = tuple(dict.fromkeys(filter(None, (given[one.name] for one in self.techniques))))
        filled = [bool(given[name].strip()) for name in SESSION_TEXTS]
        if given["is_out"] or not (any(filled) or used):
            return None
        if not (all(filled) and used and given["who"]):
            raise Refused("learn.pathway.session_texts")
        stood = self.stood
        return PresetSession(
            **_told(stood, given, SESSION_TEXTS, self.language),
            who=tuple(given["who"]),
            techniques=used,
        )


class PathwayStageForm(VersionedForm):
    """A stage of a pathway with its care questions and sessions, and why it is changed."""

    name = _line(_("Name of the stage"))
    weeks = forms.IntegerField(label=_("Weeks"), min_value=1, max_value=52)
    gate = _area(_("What must be there before the next stage"))
    shaped_by = _area(_("How theory shapes it"))
    who_does = forms.ChoiceField(
        label=_("Who does it?"), widget=forms.RadioSelect(attrs={"class": "kw-taps"})
    )
    why = _why()
    compared = (*STAGE_TEXTS, "weeks")

    def __init__(
        self, sent: Any, *, preset: Preset, stage: PresetStage | None, at: int, version: str
    ) -> None:
        self.preset, self.stage, self.at = preset, stage, at
        self.language = get_language() or "en"
        super().__init__(sent, stands=self._stands(), version=version)
        doers: Any = self.fields["who_does"]
        doers.choices = [(one.value, say(f"planning.who.{one}", self.language)) for one in WhoDoes]
        for part in Care:
            label = say(f"planning.care.{part}", self.language)
            self.fields[f"care_{part}"] = _area(label, required=False)
        rows = [*(stage.sessions if stage else ()), *[None] * SPARE_SESSIONS]
        self.sessions = [
            PathwaySessionForm(sent, prefix=f"session-{n}", stood=row, language=self.language)
            for n, row in enumerate(rows)
        ]

    @property
    def care(self) -> list[forms.BoundField]:
        """The questions about care, for drawing."""
        return [self[f"care_{part}"] for part in Care]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(one.is_valid() for one in self.sessions)])

    def changed(self) -> Preset:
        """Return the preset with this stage. Raises Refused for what a stage may not lack."""
        stages = list(self.preset.stages)
        if self.stage is None:
            stages.insert(self.at, self._stage())
        else:
            stages[self.at] = self._stage()
        return _fitted(replace(self.preset, stages=tuple(stages)))

    @property
    def learned(self) -> Learned:
        """Why it is changed; the grounds of the version before go on."""
        return Learned(why=self.cleaned_data["why"])

    def _stage(self) -> PresetStage:
        given = self.cleaned_data
        sessions = tuple(one for form in self.sessions if (one := form.session()))
        care = tuple(self._care())
        if not care:
            raise Refused("learn.pathway.no_care")
        if not sessions:
            raise Refused("learn.pathway.session_texts")
        return PresetStage(
            **_told(self.stage, given, STAGE_TEXTS, self.language),
            code=self.stage.code if self.stage else f"own-{uuid.uuid4().hex[:8]}",
            weeks=given["weeks"],
            who_does=WhoDoes(given["who_does"]),
            care=care,
            sessions=sessions,
        )

    def _care(self) -> Iterable[CareQuestion]:
        stood = {one.element: one.asks for one in self.stage.care} if self.stage else {}
        for part in dict.fromkeys((*stood, *Care)):  # in the order in which they stood
            if typed := self.cleaned_data[f"care_{part}"].strip():
                asks = retold(stood.get(part, NOTHING), typed, self.language)
                yield CareQuestion(element=part, asks=asks)

    def _stands(self) -> dict[str, Any]:
        if self.stage is None:
            return {"who_does": WhoDoes.TOGETHER.value, "weeks": 1}
        care = {f"care_{one.element}": one.asks.said_in(self.language) for one in self.stage.care}
        return {
            **_said(self.stage, STAGE_TEXTS, self.language),
            **care,
            "weeks": self.stage.weeks,
            "who_does": self.stage.who_does.value,
        }


class DropPathwayStageForm(forms.Form):
    """Why a stage is left out of a pathway."""

    made_from = forms.CharField(widget=forms.HiddenInput)
    why = _area(_("Why is it left out of the pathway?"))


class MovePathwayStageForm(forms.Form):
    """At which place a stage shall stand in a pathway, and why."""

    made_from = forms.CharField(widget=forms.HiddenInput)
    to = forms.TypedChoiceField(label=_("At the place of which stage?"), coerce=int)
    why = _area(_("Why is the order changed?"))

    def __init__(self, sent: Any = None, *, preset: Preset, at: int, version: str = "") -> None:
        super().__init__(sent, initial={"made_from": version})
        language = get_language() or "en"
        names = [stage.name.said_in(language) for stage in preset.stages]
        field: Any = self.fields["to"]
        field.choices = [
            (place, f"{place + 1} · {name}") for place, name in enumerate(names) if place != at
        ]


class RetireForm(forms.Form):
    """From which day a version is offered no more, and why."""

    on = DayField(label=_("Offered no more from"))
    why = _area(_("Why is it not offered any more?"))


def without_stage(preset: Preset, at: int) -> Preset:
    """Return a preset without one of its stages."""
    return _fitted(replace(preset, stages=(*preset.stages[:at], *preset.stages[at + 1 :])))


def with_stage_moved(preset: Preset, at: int, to: int) -> Preset:
    """Return a preset with the stage at one place standing at another; the others keep order."""
    stages = list(preset.stages)
    stages.insert(to, stages.pop(at))
    return replace(preset, stages=tuple(stages))


def _fitted(preset: Preset) -> Preset:
    """Let the weeks of the whole follow its stages: nobody should have to change two pages."""
    weeks = sum(stage.weeks for stage in preset.stages)
    fewest, most = min(preset.fewest_weeks, weeks), max(preset.most_weeks, weeks)
    return replace(preset, fewest_weeks=fewest, most_weeks=most)


def _said(part: Any, names: Iterable[str], language: str) -> dict[str, Any]:
    return {name: getattr(part, name).said_in(language) for name in names}


def _told(part: Any, given: Any, names: Iterable[str], language: str) -> dict[str, Any]:
    """Return the texts of a part as they were typed; `part` is None for a new one."""
    return {
        name: retold(getattr(part, name) if part else NOTHING, given[name], language)
        for name in names
    }
