"""The effect of a study of several cases, comparable with studies of groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from kithwork.catalogue.singlecase import single_case
from kithwork.core.betweencase import BetweenCase, Design, between_case
from kithwork.core.betweencase.study import treated_cases
from kithwork.core.columns import Columns
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.reading import SeriesReading
from kithwork.core.singlecase.study import readings_of
from kithwork.documents.workbench import single_case as cases
from kithwork.documents.workbench.fields import SESSIONS, Chosen, Field, Holds
from kithwork.documents.workbench.method import (
    Line,
    Method,
    Snippet,
    Told,
    Voice,
    each_once,
    figures_of,
)

FIELDS = (
    *SESSIONS,
    Field(name="design", holds=Holds.ONE_OF, is_required=True, choices=tuple(map(str, Design))),
)
_BESIDE = ("variance", "df", "phi", "rho", "raw_difference", "sd")


@dataclass(frozen=True, slots=True)
class Between:
    """The effect, how many rows were left out, and the reading of each case for the chart."""

    effect: BetweenCase
    left_out: int
    readings: Mapping[str, SeriesReading]
    has_dates: bool

    @property
    def notes(self) -> tuple[Reason, ...]:
        if not self.left_out:
            return self.effect.delta.notes
        return (
            *self.effect.delta.notes,
            Reason.of("betweencase.note.other_phases", n=self.left_out),
        )


def compute(table: Columns, chosen: Chosen) -> Between:
    study, better = cases.study_in(table, chosen), cases.BETTER[chosen["improvement"]]
    treated, left_out = treated_cases(study)
    effect = between_case(treated, design=Design(chosen["design"]), better=better)
    readings = readings_of(study, better=better, rules=single_case().rules)
    return Between(effect, left_out, readings, table.has_dates(chosen["time"]))


def tell(found: Between, chosen: Chosen, voice: Voice) -> Told:
    effect = found.effect
    return Told(
        claims=(effect.delta.claim,),
        lines=(
            Line(key="delta", words="workbench.line.between_case", value=effect.delta),
            *figures_of(effect, _BESIDE),
        ),
        notes=each_once(*found.notes),
        charts=(cases.chart(found.readings, chosen, voice, has_dates=found.has_dates),),
    )


def snippet(chosen: Chosen) -> Snippet:
    better = cases.BETTER[chosen["improvement"]]
    return Snippet(
        imports={
            **cases.STUDY_IMPORTS,
            "kithwork.core.betweencase": ("Design", "between_case"),
            "kithwork.core.betweencase.study": ("treated_cases",),
        },
        lines=(
            *cases.study_lines(chosen),
            "treated, left_out = treated_cases(study)",
            "found = between_case(",
            f"    treated, design=Design({chosen['design']!r}), better=Better({str(better)!r})",
            ")",
            f"names = {_BESIDE!r}",
            'figures = {"delta": found.delta, **{name: getattr(found, name) for name in names}}',
        ),
    )


METHOD = Method(
    code="betweencase",
    command="betweencase",
    fields=FIELDS,
    pages=("between-case",),
    compute=compute,
    tell=tell,
    snippet=snippet,
    steps=lambda table, _chosen: (len(table.rows) / 1_000) ** 2,
)
