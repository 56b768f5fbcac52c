"""Groups measured once: how they differ, in means and in ranks."""

from dataclasses import dataclass

from kithwork.core.columns import Columns
from kithwork.core.groups import Comparison, Pair, compare
from kithwork.core.groups.tables import Grouped, groups_of
from kithwork.core.reasons import Reason
from kithwork.documents.workbench.fields import Chosen, Field, Holds
from kithwork.documents.workbench.method import (
    Line,
    Method,
    Snippet,
    Told,
    Voice,
    each_once,
    figures_of,
    lines_of,
    numbers_of,
)

FIELDS = (
    Field(
        name="value",
        holds=Holds.COLUMN,
        is_required=True,
        guesses=("value", "score", "outcome", "y", "得分", "分数", "数值"),
    ),
    Field(
        name="by",
        holds=Holds.COLUMN,
        is_required=True,
        guesses=("group", "sex", "class", "school", "组别", "性别", "班级", "学校"),
    ),
)
_OF_GROUP = ("n", "missing", "mean", "sd", "median")


@dataclass(frozen=True, slots=True)
class Groups:
    """The comparison, and what was read of the table."""

    comparison: Comparison
    grouped: Grouped

    @property
    def notes(self) -> tuple[Reason, ...]:
        found = self.comparison
        return (*found.notes, *found.assumptions.notes, *self.grouped.notes)


def compute(table: Columns, chosen: Chosen) -> Groups:
    grouped = groups_of(table, value=chosen["value"], by=chosen["by"])
    return Groups(compare(grouped.groups), grouped)


def tell(found: Groups, chosen: Chosen, voice: Voice) -> Told:  # noqa: ARG001
    one, together = found.comparison, found.comparison.together
    return Told(
        claims=tuple(_claims(found)),
        lines=(
            Line(
                key="omega_squared",
                words="workbench.line.omega_effect",
                value=together.omega_squared,
            ),
            Line(
                key="epsilon_squared",
                words="workbench.line.epsilon_effect",
                value=together.epsilon_squared,
            ),
            *numbers_of({"welch_p": together.welch.p, "kruskal_p": together.kruskal.p}),
            *numbers_of({"spread_p": one.assumptions.brown_forsythe_p}),
            *(line for pair in together.pairs for line in _pair(pair)),
            *(
                line
                for group in one.groups
                for line in figures_of(group, _OF_GROUP, of=group.name, words="groups.table.head")
            ),
        ),
        notes=each_once(*found.notes),
    )


def _claims(found: Groups) -> list[Reason]:
    together = found.comparison.together
    if len(together.pairs) == 1:
        compared = together.pairs[0].comparison
        estimates = (compared.difference, *compared.effects.values())
        return [one.claim for one in estimates]
    return [together.omega_squared.claim]


def _pair(pair: Pair) -> list[Line]:
    compared = pair.comparison
    of = f"{compared.first} − {compared.second}"
    estimates = {"difference": compared.difference, **compared.effects}
    p = {"p": pair.p, "p_holm": pair.p_holm, "p_benjamini_hochberg": pair.p_benjamini_hochberg}
    return [
        *lines_of(estimates, words="workbench.line", of=of),
        *numbers_of(p, of=of),
    ]


def snippet(chosen: Chosen) -> Snippet:
    return Snippet(
        imports={
            "kithwork.core.groups": ("compare",),
            "kithwork.core.groups.tables": ("groups_of",),
        },
        lines=(
            f"grouped = groups_of(table, value={chosen['value']!r}, by={chosen['by']!r})",
            "found = compare(grouped.groups)",
            "together = found.together",
            "figures = {",
            '    "omega_squared": together.omega_squared,',
            '    "epsilon_squared": together.epsilon_squared,',
            '    "welch_p": together.welch.p,',
            '    "kruskal_p": together.kruskal.p,',
            '    "spread_p": found.assumptions.brown_forsythe_p,',
            "}",
            "for pair in together.pairs:",
            "    two = pair.comparison",
            '    named = f"{two.first} − {two.second}"',
            '    figures[f"{named}.difference"] = two.difference',
            '    figures |= {f"{named}.{name}": one for name, one in two.effects.items()}',
            '    for name in ("p", "p_holm", "p_benjamini_hochberg"):',
            '        figures[f"{named}.{name}"] = getattr(pair, name)',
            "for group in found.groups:",
            f"    for name in {_OF_GROUP!r}:",
            '        figures[f"{group.name}.{name}"] = getattr(group, name)',
        ),
    )


METHOD = Method(
    code="compare",
    command="compare",
    fields=FIELDS,
    pages=("groups",),
    compute=compute,
    tell=tell,
    snippet=snippet,
    steps=lambda table, _chosen: (len(table.rows) / 2_000) ** 2,  # every two students
)
