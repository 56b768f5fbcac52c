"""The presets from which a plan can be begun, and the techniques, as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kithwork.casework.planned import NO_FUNCTION, function_of
from kithwork.catalogue.casework import deadline_entries
from kithwork.catalogue.presets import Preset, presets
from kithwork.catalogue.support import functions
from kithwork.catalogue.techniques import Technique, techniques
from kithwork.catalogue.words import say
from kithwork.core.support.functions import Function

REVIEW = "plan_review"


@dataclass(frozen=True, slots=True)
class PresetTold:
    """A preset in words: for whom, how long, stage by stage."""

    code: str
    label: str
    about: str
    weeks: str
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TechniqueTold:
    """A technique in words."""

    code: str
    name: str
    plain: str
    function: str
    function_code: str
    aim: str
    steps: tuple[str, ...]
    materials: str
    not_when: str
    competence: str
    minutes: int
    dose: str
    fidelity: tuple[str, ...]
    care: tuple[str, ...]


def review_days() -> int:
    """Return after how many days a plan is reviewed."""
    within = deadline_entries()[REVIEW].rule.within
    assert within is not None  # a review is due within so many days
    return within.amount


def presets_told(
    language: str, *, offered: Mapping[str, Preset] | None = None
) -> tuple[PresetTold, ...]:
    """Return presets in words: those that are offered, or every one of the catalogue."""
    shown = presets() if offered is None else offered
    return tuple(_preset(code, one, language) for code, one in shown.items())


def technique_told(code: str, language: str) -> TechniqueTold | None:
    """Return a technique in words; None where the catalogue has none of that code."""
    one = techniques().get(code)
    return None if one is None else _technique(one, language)


def _preset(code: str, one: Preset, language: str) -> PresetTold:
    return PresetTold(
        code=code,
        label=one.label.said_in(language),
        about=one.about.said_in(language),
        weeks=say("accompany.plan.weeks", language, low=one.fewest_weeks, high=one.most_weeks),
        stages=tuple(stage.name.said_in(language) for stage in one.stages),
    )


def _technique(one: Technique, language: str) -> TechniqueTold:
    usual = function_of(one)
    is_function = usual != NO_FUNCTION
    return TechniqueTold(
        code=one.code,
        name=one.name.said_in(language),
        plain=one.plain.said_in(language),
        function=functions()[Function(usual)].label.said_in(language) if is_function else "",
        function_code=usual if is_function else "",
        aim=one.aim.said_in(language),
        steps=tuple(text.said_in(language) for text in one.steps),
        materials=one.materials.said_in(language),
        not_when=one.not_when.said_in(language),
        competence=say(f"planning.competence.{one.competence}", language),
        minutes=one.minutes,
        dose=say(
            "accompany.plan.dose_guide",
            language,
            low=one.dose.fewest,
            high=one.dose.most,
            every=one.dose.every.said_in(language),
        ),
        fidelity=tuple(text.said_in(language) for text in one.fidelity),
        care=tuple(say(f"planning.care.{part}", language) for part in sorted(one.care)),
    )
