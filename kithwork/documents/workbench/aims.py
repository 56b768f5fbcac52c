"""How far goals were attained: the goals one by one, then T before and now."""

from collections.abc import Iterator

from kithwork.core.columns import Columns
from kithwork.core.goals.attainment import RHO, Attainment, attainment
from kithwork.core.goals.tables import goals_in
from kithwork.core.reasons import Reason
from kithwork.documents.workbench.fields import Chosen, Field, Holds
from kithwork.documents.workbench.method import (
    Line,
    Method,
    Snippet,
    Told,
    Voice,
    figures_of,
    numbers_of,
)

COLUMNS = {
    "goal": ("goal", "目标"),
    "weight": ("weight", "权重"),
    "baseline": ("baseline", "before", "基线"),
    "achieved": ("achieved", "after", "now", "达成"),
}
FIELDS = (
    *(
        Field(
            name=name,
            words=f"goals_{name}",
            holds=Holds.COLUMN,
            is_required=True,
            default=name,
            guesses=guesses,
        )
        for name, guesses in COLUMNS.items()
    ),
    Field(name="rho", words="goals_rho", holds=Holds.NUMBER, default=RHO),
)
_WORDS = "workbench.goals"


def compute(table: Columns, chosen: Chosen) -> Attainment:
    columns = {name: chosen[name] for name in COLUMNS}
    return attainment(goals_in(table, **columns), rho=chosen["rho"])


def tell(found: Attainment, chosen: Chosen, voice: Voice) -> Told:  # noqa: ARG001
    t = figures_of(found, ("t_baseline", "t_achieved", "change"), words=_WORDS)
    return Told(
        claims=(_claim(found),),
        lines=(*_goals(found), *t),
        notes=found.notes,
    )


def _goals(found: Attainment) -> Iterator[Line]:
    for goal in found.goals:
        levels = {"baseline": goal.baseline, "achieved": goal.achieved, "moved": goal.change}
        yield from numbers_of(levels, of=goal.name, words=_WORDS)


def _claim(found: Attainment) -> Reason:
    attained = sum(goal.is_attained is True for goal in found.goals)
    if found.t_baseline is None or found.t_achieved is None:
        return Reason.of("workbench.goals.says_levels", attained=attained, n=found.n)
    return Reason.of(
        "workbench.goals.says",
        attained=attained,
        n=found.n,
        before=found.t_baseline,
        now=found.t_achieved,
    )


def snippet(chosen: Chosen) -> Snippet:
    columns = ", ".join(f"{name}={chosen[name]!r}" for name in COLUMNS)
    return Snippet(
        imports={
            "kithwork.core.goals.attainment": ("attainment",),
            "kithwork.core.goals.tables": ("goals_in",),
        },
        lines=(
            f"goals = goals_in(table, {columns})",
            f"found = attainment(goals, rho={chosen['rho']!r})",
            "figures = {name: getattr(found, name)"
            " for name in ('t_baseline', 't_achieved', 'change')}",
            "for goal in found.goals:",
            "    figures[f'{goal.name}.baseline'] = goal.baseline",
            "    figures[f'{goal.name}.achieved'] = goal.achieved",
            "    figures[f'{goal.name}.moved'] = goal.change",
        ),
    )


METHOD = Method(
    code="goals",
    command="goals",
    fields=FIELDS,
    pages=("goals",),
    compute=compute,
    tell=tell,
    snippet=snippet,
)
