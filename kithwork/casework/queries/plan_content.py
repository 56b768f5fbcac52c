"""A stored plan, opened: all of it as one value that can be changed and saved."""

from kithwork.casework.actions.plans import (
    ACTION_WORDS,
    PLAN_WORDS,
    REASON_WORDS,
    SESSION_WORDS,
    STAGE_WORDS,
)
from kithwork.casework.models import ActionInPlan, CoverageReason, Plan, Session, Stage
from kithwork.casework.planned import (
    PlanContent,
    PlannedAction,
    PlannedSession,
    PlannedStage,
    PlanWords,
)
from kithwork.casework.sealing import CaseVault
from kithwork.core.planning.actions import WhoDoes


def content_of(plan: Plan) -> PlanContent:
    """Return a plan in the clear."""
    vault = CaseVault(plan.case)
    words = vault.open_json(plan.words, row=plan.uid, field=PLAN_WORDS)
    left_out, not_addressed = _reasons(plan, vault)
    return PlanContent(
        on=plan.on,
        preset=plan.preset,
        preset_version=plan.preset_version,
        preset_hash=plan.preset_hash,
        lenses=tuple(plan.lenses),
        review_on=plan.review_on,
        words=PlanWords(**words),
        stages=tuple(_stage(row, vault) for row in plan.stages.order_by("number")),
        sessions=tuple(
            _session(row, vault) for row in plan.sessions.select_related("stage").order_by("number")
        ),
        actions=tuple(_action(row, vault) for row in _rows(plan)),
        left_out=left_out,
        not_addressed=not_addressed,
    )


def _rows(plan: Plan) -> list[ActionInPlan]:
    rows = ActionInPlan.objects.filter(plan=plan).select_related("action", "stage")
    return list(rows.prefetch_related("goals").order_by("stage__number", "pk"))


def _stage(row: Stage, vault: CaseVault) -> PlannedStage:
    words = vault.open_json(row.words, row=row.uid, field=STAGE_WORDS)
    return PlannedStage(
        number=row.number,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        name=words.get("name", ""),
        gate=words.get("gate", ""),
        care=words.get("care", {}),
    )


def _session(row: Session, vault: CaseVault) -> PlannedSession:
    words = vault.open_json(row.words, row=row.uid, field=SESSION_WORDS)
    return PlannedSession(number=row.number, stage=row.stage.number, on=row.on, **words)


def _action(row: ActionInPlan, vault: CaseVault) -> PlannedAction:
    words = vault.open_json(row.words, row=row.uid, field=ACTION_WORDS)
    return PlannedAction(
        uid=row.action.uid,
        technique=row.action.technique,
        function=row.action.function,
        stage=row.stage.number,
        goals=tuple(sorted(goal.number for goal in row.goals.all())),
        source=row.source,
        who_does=WhoDoes(row.who_does),
        is_direct=row.is_direct,
        dose=row.dose,
        minutes=row.minutes,
        frequency=words.get("frequency", ""),
        note=words.get("note", ""),
    )


def _reasons(plan: Plan, vault: CaseVault) -> tuple[dict[str, str], dict[str, str]]:
    functions_, needs = {}, {}
    for row in CoverageReason.objects.filter(plan=plan).select_related("need").order_by("pk"):
        text = vault.open(row.words, row=row.uid, field=REASON_WORDS)
        if row.need is not None:
            needs[row.need.code] = text
        else:
            functions_[row.function] = text
    return functions_, needs
