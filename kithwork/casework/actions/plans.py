"""The plan of a case: written whole, version by version.

A changed plan is a new version with all of its rows; an action that goes on keeps its identity, so
that what contacts delivered stays with it. A signature is given to a version: a changed plan wants
to be agreed anew. Whether a plan covers what was found is shown (`queries.plans`), never enforced.
"""

from collections.abc import Iterable

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    author,
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import (
    Action,
    ActionInPlan,
    Case,
    CaseNeed,
    CoverageReason,
    Goal,
    Plan,
    Session,
    Stage,
)
from kithwork.casework.planned import PlanContent, PlannedAction
from kithwork.casework.refusals import require
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.presets import presets
from kithwork.catalogue.techniques import techniques
from kithwork.core.casework import RecordKind, may_record

PLAN_WORDS, STAGE_WORDS, SESSION_WORDS = "plan.words", "stage.words", "session.words"
ACTION_WORDS, REASON_WORDS = "action.words", "coverage_reason.words"


@transaction.atomic
def save_plan(
    *, case: Case, content: PlanContent, by: Who, made_from: str = "", reason: str = ""
) -> Plan:
    """Write a plan, or its next version. Raises NotAllowed, Stale, Refused, Missing (its stage)."""
    grant = require_case(by, case)
    before = standing_plan(case)
    require_version(before, made_from)
    require(may_record(RecordKind.PLAN, case.stage))
    _refuse(content)
    plan = fresh(Plan, before, by=by, reason=reason)
    plan.case, plan.on = case, content.on
    for name in ("preset", "preset_version", "preset_hash", "review_on"):
        setattr(plan, name, getattr(content, name))
    plan.lenses = list(content.lenses)
    _Writing(case, plan, by).write(content)
    verb = Verb.CREATE if before is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, kind="case.plan", reason=_begun_from(content))
    return plan


def _begun_from(content: PlanContent) -> str:
    """Return the code of the catalogue's preset; an own pathway is told by one word for all."""
    if not content.preset:
        return ""
    return content.preset.lower() if content.preset in presets() else "own_pathway"


def standing_plan(case: Case) -> Plan | None:
    """Return the version of the plan that stands, or None."""
    return Plan.objects.filter(case=case, superseded_by=None).order_by("-version").first()


def _refuse(content: PlanContent) -> None:
    numbers = [stage.number for stage in content.stages]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise Refused("accompany.plan.no_stage")
    for stage in content.stages:
        if stage.starts_on and stage.ends_on and stage.ends_on < stage.starts_on:
            raise Refused("accompany.plan.stage_days", stage=stage.number)
    placed = [(one.technique, one.function, one.stage) for one in content.actions]
    for technique, _function, number in placed:
        if number not in numbers or technique not in techniques():
            raise ValueError("an action stands in a stage of the plan")
    if len(set(placed)) != len(placed):
        raise Refused("accompany.plan.action_twice")


class _Writing:
    """One version of a plan being written, with the vault of its case."""

    def __init__(self, case: Case, plan: Plan, by: Who) -> None:
        self.case, self.plan, self.by = case, plan, by
        self.vault = CaseVault(case)

    def write(self, content: PlanContent) -> None:
        words = content.words
        self.plan.words = self.vault.seal_json(
            {
                "aim": words.aim,
                "shaping": dict(words.shaping),
                "responsibilities": words.responsibilities,
                "risks": words.risks,
                "closing": words.closing,
                "budget": words.budget,
            },
            row=self.plan.uid,
            field=PLAN_WORDS,
        )
        superseding(self.plan)
        stages = self._stages(content)
        self._sessions(content, stages)
        self._actions(content.actions, stages)
        self._reasons(content)

    def _stages(self, content: PlanContent) -> dict[int, Stage]:
        rows = {}
        for one in content.stages:
            row = Stage(
                plan=self.plan, number=one.number, starts_on=one.starts_on, ends_on=one.ends_on
            )
            words = {"name": one.name, "gate": one.gate, "care": dict(one.care)}
            row.words = self.vault.seal_json(words, row=row.uid, field=STAGE_WORDS)
            rows[one.number] = row
        Stage.objects.bulk_create(rows.values())
        return rows

    def _sessions(self, content: PlanContent, stages: dict[int, Stage]) -> None:
        rows = []
        for number, one in enumerate(content.sessions, start=1):
            row = Session(plan=self.plan, stage=stages[one.stage], number=number, on=one.on)
            texts = ("theme", "aim", "content", "who", "place", "materials")
            words = {name: getattr(one, name) for name in texts if getattr(one, name)}
            row.words = self.vault.seal_json(words, row=row.uid, field=SESSION_WORDS)
            rows.append(row)
        Session.objects.bulk_create(rows)

    def _actions(self, actions: Iterable[PlannedAction], stages: dict[int, Stage]) -> None:
        goals = {goal.number: goal for goal in Goal.objects.filter(case=self.case)}
        for one in actions:
            row = ActionInPlan(
                plan=self.plan,
                action=self._identity(one),
                stage=stages[one.stage],
                source=one.source,
                who_does=one.who_does.value,
                is_direct=one.is_direct,
                dose=one.dose,
                minutes=one.minutes,
            )
            words = {"frequency": one.frequency, "note": one.note}
            row.words = self.vault.seal_json(
                {name: text for name, text in words.items() if text},
                row=row.uid,
                field=ACTION_WORDS,
            )
            row.save(force_insert=True)
            row.goals.set([goals[number] for number in one.goals if number in goals])

    def _identity(self, one: PlannedAction) -> Action:
        """Return the action that this one goes on from, by technique and function."""
        known = Action.objects.filter(
            case=self.case, technique=one.technique, function=one.function
        ).first()
        return known or Action.objects.create(
            case=self.case,
            technique=one.technique,
            function=one.function,
            entered_by=author(self.by),
        )

    def _reasons(self, content: PlanContent) -> None:
        needs = {need.code: need for need in CaseNeed.objects.filter(case=self.case)}
        reasons = [
            *((CoverageReason(plan=self.plan, function=f), text) for f, text in
              content.left_out.items() if text.strip()),
            *((CoverageReason(plan=self.plan, need=needs[code]), text) for code, text in
              content.not_addressed.items() if text.strip() and code in needs),
        ]  # fmt: skip
        for row, text in reasons:
            row.words = self.vault.seal(text, row=row.uid, field=REASON_WORDS)
        CoverageReason.objects.bulk_create(row for row, _text in reasons)
