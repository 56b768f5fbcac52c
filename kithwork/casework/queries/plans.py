"""The plan of a case, read: all of it in the clear, and what the rules say of it.

`plan_told` gives the standing plan, which `plan_content` opens, in words: what it covers, who does
it, how care is asked, and planned against delivered.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import Sum

from kithwork.casework.actions.papers import SIGNATURE
from kithwork.casework.actions.plans import standing_plan
from kithwork.casework.models import (
    Case,
    Delivered,
    Occasion,
    Plan,
    Signature,
)
from kithwork.casework.planned import (
    NO_FUNCTION,
    PlanContent,
    PlannedAction,
    PlannedSession,
    PlannedStage,
)
from kithwork.casework.queries.goals import GoalTold
from kithwork.casework.queries.needs import CaseNeedTold, need_label
from kithwork.casework.queries.plan_content import content_of
from kithwork.casework.queries.support import found_at
from kithwork.casework.sealing import CaseVault
from kithwork.casework.wording import PARTS, called
from kithwork.catalogue.presets import lenses
from kithwork.catalogue.support import functions, tell
from kithwork.catalogue.techniques import techniques
from kithwork.catalogue.words import say
from kithwork.core.planning.actions import Care, Planned
from kithwork.core.planning.caring import caring
from kithwork.core.planning.coverage import Coverage, RankedNeed, coverage
from kithwork.core.planning.doses import Dose, doses
from kithwork.core.planning.helping import helping
from kithwork.core.reasons import Reason
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.thresholds import Word


@dataclass(frozen=True, slots=True)
class ActionTold:
    """An action of a stage in words. `place` finds it again in the plan."""

    place: str
    code: str
    name: str
    plain: str
    function: str
    function_code: str
    letter: str
    who: str
    who_does: str
    is_direct: bool
    goals: tuple[int, ...]
    times: str
    frequency: str
    note: str


@dataclass(frozen=True, slots=True)
class StageTold:
    """A stage with its care questions, its actions and its sessions."""

    stage: PlannedStage
    care: tuple[tuple[str, str], ...]
    actions: tuple[ActionTold, ...]
    sessions: tuple[PlannedSession, ...]
    share: float | None

    @property
    def percent(self) -> int | None:
        """How much of this stage she does herself, in percent."""
        return None if self.share is None else round(100 * self.share)


@dataclass(frozen=True, slots=True)
class CoverTold:
    """A function or need and how the plan answers it."""

    code: str
    label: str
    letter: str
    state: str
    says: str
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Who agreed to this version, on which day, with the note of it."""

    part: str
    on: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class PlanTold:
    """A plan as its page shows it."""

    plan: Plan
    content: PlanContent
    lenses: tuple[tuple[str, str, str], ...]
    stages: tuple[StageTold, ...]
    covers: tuple[CoverTold, ...]
    is_covered: bool
    shift: str
    care_missing: tuple[str, ...]
    is_assessed: bool
    begun: tuple[tuple[str, str], ...]
    waiting: tuple[tuple[str, str], ...]
    signatures: tuple[SignedBy, ...]
    is_agreed: bool
    is_approved: bool

    @property
    def next_stage(self) -> int:
        """The number that a further stage would have."""
        return len(self.stages) + 1


def plan_told(
    case: Case,
    *,
    goals: tuple[GoalTold, ...],
    needs: tuple[CaseNeedTold, ...],
    language: str,
) -> PlanTold | None:
    """Return the standing plan of a case in words; None where there is none yet."""
    plan = standing_plan(case)
    if plan is None:
        return None
    content = content_of(plan)
    planned = planned_of(content)
    covered = covers_of(case, content, goals=goals, needs=needs)
    help_by = helping(planned)
    given = doses_of(case, planned)
    signed = list(Signature.objects.filter(subject=plan.uid).order_by("on", "pk"))
    shares = {one.stage: one.share for one in help_by.stages}
    asked = {one.number: [Care(part) for part in one.care] for one in content.stages}
    return PlanTold(
        plan=plan,
        content=content,
        lenses=tuple(_lens(code, content, language) for code in content.lenses),
        stages=tuple(
            _stage_told(stage, content, shares.get(stage.number), language)
            for stage in content.stages
        ),
        covers=_covers(covered, content, language),
        is_covered=covered.is_complete,
        shift=say(help_by.reason, language),
        care_missing=tuple(say(reason, language) for reason in caring(planned, asked).reasons),
        is_assessed=any(one.word is not Word.NOT_ASKED for one in covered.functions),
        begun=tuple(_dose(one, language) for one in given if one.delivered),
        waiting=tuple(_dose(one, language) for one in given if not one.delivered),
        signatures=tuple(_signed(one, case) for one in signed),
        is_agreed=any(one.part == Signature.Part.CLIENT for one in signed),
        is_approved=any(one.part == Signature.Part.SUPERVISOR for one in signed),
    )


def planned_of(content: PlanContent) -> tuple[Planned, ...]:
    """Return the actions of a plan as the rules take them."""
    return tuple(
        Planned(
            ref=f"{one.technique}/{one.function}",
            technique=one.technique,
            function=None if one.function == NO_FUNCTION else Function(one.function),
            who_does=one.who_does,
            stage=one.stage,
            dose=one.dose,
            goals=one.goals,
            care=techniques()[one.technique].care,
        )
        for one in content.actions
        if one.technique in techniques()
    )


def covers_of(
    case: Case,
    content: PlanContent,
    *,
    goals: tuple[GoalTold, ...],
    needs: tuple[CaseNeedTold, ...],
) -> Coverage:
    """Return what the plan covers of the latest assessment and of the needs that rank high."""
    answered: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for goal in goals:
        if goal.said.status != "abandoned":
            for need in goal.said.needs:
                answered[str(need.uid)] += (goal.number,)
    return coverage(
        found_of(case),
        actions=planned_of(content),
        left_out=[Function(code) for code in content.left_out],
        needs=[_ranked(one, content) for one in needs],
        goals=answered,
    )


def found_of(case: Case) -> dict[Function, Word]:
    """Return what the latest occasion found per function; "not asked" where there is none."""
    latest = Occasion.objects.filter(case=case).order_by("-number").first()
    if latest is None:
        return dict.fromkeys(FOUR, Word.NOT_ASKED)
    return {one.function: one.word for one in found_at(latest).functions}


def doses_of(case: Case, planned: tuple[Planned, ...]) -> tuple[Dose, ...]:
    """Return planned against delivered over all stages, action by action."""
    whole: dict[str, Planned] = {}
    times: dict[str, int] = {}
    for one in planned:
        whole.setdefault(one.ref, one)
        if one.dose is not None:
            times[one.ref] = times.get(one.ref, 0) + one.dose
    merged = [
        Planned(ref=ref, technique=one.technique, function=one.function, dose=times.get(ref))
        for ref, one in whole.items()
    ]
    given, beside = _delivered(case, frozenset(whole))
    return doses(merged, given, beside=beside)


def _ranked(one: CaseNeedTold, content: PlanContent) -> RankedNeed:
    has_reason = one.ranked.has_reason or one.code in content.not_addressed
    return replace(one.ranked, has_reason=has_reason)


def _delivered(case: Case, refs: frozenset[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Count what standing contacts delivered: by action of the plan, else by technique."""
    rows = Delivered.objects.filter(contact__case=case, contact__superseded_by=None)
    counted = rows.values("technique", "action__technique", "action__function")
    given: dict[str, int] = defaultdict(int)
    beside: dict[str, int] = defaultdict(int)
    for row in counted.annotate(times=Sum("dose")).order_by():
        ref = f"{row['action__technique']}/{row['action__function']}"
        if ref in refs:
            given[ref] += row["times"]
        else:
            beside[row["technique"]] += row["times"]
    return given, beside


def _signed(one: Signature, case: Case) -> SignedBy:
    words = CaseVault(case).open(one.words, row=one.uid, field=SIGNATURE)
    return SignedBy(called(PARTS, one.part), one.on, words)


def _lens(code: str, content: PlanContent, language: str) -> tuple[str, str, str]:
    lens = lenses()[code]
    shaping = content.words.shaping.get(code, "")
    return lens.label.said_in(language), lens.says.said_in(language), shaping


def _stage_told(
    stage: PlannedStage, content: PlanContent, share: float | None, language: str
) -> StageTold:
    return StageTold(
        stage=stage,
        care=tuple(
            (say(f"planning.care.{part}", language), asks) for part, asks in stage.care.items()
        ),
        actions=tuple(
            _action_told(place, one, language)
            for place, one in enumerate(content.actions)
            if one.stage == stage.number
        ),
        sessions=tuple(one for one in content.sessions if one.stage == stage.number),
        share=share,
    )


def _action_told(place: int, one: PlannedAction, language: str) -> ActionTold:
    technique = techniques()[one.technique]
    is_function = one.function != NO_FUNCTION
    column = functions()[Function(one.function)] if is_function else None
    times = "" if one.dose is None else say("accompany.plan.times", language, n=one.dose)
    return ActionTold(
        place=str(place),
        code=one.technique,
        name=technique.name.said_in(language),
        plain=technique.plain.said_in(language),
        function=column.short.said_in(language) if column else "",
        function_code=one.function,
        letter=column.letter.said_in(language) if column else "",
        who=say(f"planning.who.{one.who_does}", language),
        who_does=one.who_does.value,
        is_direct=one.is_direct,
        goals=one.goals,
        times=times,
        frequency=one.frequency,
        note=one.note,
    )


def _covers(covered: Coverage, content: PlanContent, language: str) -> tuple[CoverTold, ...]:
    of_functions = tuple(
        CoverTold(
            code=one.function.value,
            label=functions()[one.function].short.said_in(language),
            letter=functions()[one.function].letter.said_in(language),
            state=one.state.value,
            says=tell(one.reason, language),
            names=tuple(techniques()[code].name.said_in(language) for code in one.techniques),
            reason=content.left_out.get(one.function.value, ""),
        )
        for one in covered.functions
    )
    of_needs = tuple(
        CoverTold(
            code=one.code,
            label=need_label(one.code, language),
            letter="",
            state=one.state.value,
            says=_said_of_need(one.reason, language),
            names=(),
            reason=content.not_addressed.get(one.code, ""),
        )
        for one in covered.needs
    )
    return (*of_functions, *of_needs)


def _said_of_need(reason: Reason, language: str) -> str:
    return say(reason, language, need=need_label(str(reason.values()["need"]), language))


def _dose(one: Dose, language: str) -> tuple[str, str]:
    technique = techniques().get(one.technique)
    name = technique.name.said_in(language) if technique else one.technique
    return name, say(one.reason, language)
