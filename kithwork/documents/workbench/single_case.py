"""Single cases: every index of each case, and the effect over all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.words import say
from kithwork.core.betweencase import BetweenCase
from kithwork.core.betweencase.study import effect_of
from kithwork.core.columns import Columns
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.indices import Asked
from kithwork.core.singlecase.ratios import Scale
from kithwork.core.singlecase.reading import SeriesReading
from kithwork.core.singlecase.series import Better
from kithwork.core.singlecase.study import SessionColumns, Study, readings_of, study_of
from kithwork.core.singlecase.trend_tau import Correct
from kithwork.documents.charts.phases import ChartWords, phase_alternative, phase_chart
from kithwork.documents.report import Figure
from kithwork.documents.workbench.fields import SESSIONS, Chosen, Field, Holds
from kithwork.documents.workbench.method import (
    Line,
    Method,
    Snippet,
    Told,
    Voice,
    each_once,
    lines_of,
)

BETTER = {"increase": Better.HIGHER, "decrease": Better.LOWER}
FIELDS = (
    *SESSIONS,
    Field(
        name="scale",
        holds=Holds.ONE_OF,
        choices=tuple(map(str, Scale)),
        default=str(Scale.AMOUNT),
    ),
    Field(name="goal", holds=Holds.NUMBER),
    Field(
        name="correct",
        holds=Holds.ONE_OF,
        choices=tuple(map(str, Correct)),
        default=str(Correct.ALWAYS),
    ),
    Field(name="band", holds=Holds.YES),
)


@dataclass(frozen=True, slots=True)
class SingleCases:
    """The reading of each case by its name, and of all together; whether times are days."""

    readings: Mapping[str, SeriesReading]
    together: BetweenCase | Reason
    has_dates: bool


def study_in(table: Columns, chosen: Chosen) -> Study:
    """Return the study that the chosen columns hold."""
    columns = SessionColumns(
        case=chosen["case"], phase=chosen["phase"], time=chosen["time"], value=chosen["value"]
    )
    return study_of(table, columns, phases=chosen["phases"])


def compute(table: Columns, chosen: Chosen) -> SingleCases:
    study, better = study_in(table, chosen), BETTER[chosen["improvement"]]
    asked = Asked(
        scale=Scale(chosen["scale"]), goal=chosen["goal"], correct=Correct(chosen["correct"])
    )
    readings = readings_of(study, better=better, rules=single_case().rules, asked=asked)
    has_dates = table.has_dates(chosen["time"])
    return SingleCases(readings, effect_of(study, better=better), has_dates)


def tell(found: SingleCases, chosen: Chosen, voice: Voice) -> Told:
    together = found.together
    delta = () if isinstance(together, Reason) else (_line_of(together),)
    return Told(
        claims=each_once(*_claims(found)),
        lines=(
            *(
                line
                for name, one in found.readings.items()
                for line in lines_of(one.indices, words="singlecase", of=name)
            ),
            *delta,
        ),
        notes=each_once(*_notes(found)),
        charts=(chart(found.readings, chosen, voice, has_dates=found.has_dates),),
    )


def chart(
    readings: Mapping[str, SeriesReading], chosen: Chosen, voice: Voice, *, has_dates: bool
) -> Figure:
    """Return the cases under each other over one axis of time."""
    words = ChartWords(chosen["value"], chosen["time"], has_dates=has_dates)
    language = voice.language
    return Figure(
        phase_chart(
            readings,
            words=words,
            language=language,
            theme=voice.theme,
            has_band=bool(chosen.get("band")),
        ),
        alternative=phase_alternative(readings, language=language),
        caption=say("singlecase.chart.title", language, measure=chosen["value"]),
    )


def _claims(found: SingleCases) -> list[Reason]:
    together = found.together
    first = together if isinstance(together, Reason) else together.delta.claim
    if len(found.readings) == 1:
        [one] = found.readings.values()
        return [*one.says]
    rest = [claim for one in found.readings.values() for claim in one.claim.says]
    return [first, *rest]


def _notes(found: SingleCases) -> list[Reason]:
    notes = [note for one in found.readings.values() for note in one.remarks]
    for one in found.readings.values():
        notes += [index.claim for index in one.indices.values() if index.estimate is None]
        notes += [note for index in one.indices.values() for note in index.notes]
    together = found.together
    return [*notes, *(() if isinstance(together, Reason) else together.delta.notes)]


def _line_of(together: BetweenCase) -> Line:
    return Line(key="between_case", words="workbench.line.between_case", value=together.delta)


def study_lines(chosen: Chosen) -> tuple[str, ...]:
    """Return the Python that reads the study."""
    names = ", ".join(f"{one}={chosen[one]!r}" for one in ("case", "phase", "time", "value"))
    phases = f", phases={chosen['phases']!r}" if chosen["phases"] else ""
    return (
        f"columns = SessionColumns({names})",
        f"study = study_of(table, columns{phases})",
    )


STUDY_IMPORTS: dict[str, tuple[str, ...]] = {
    "kithwork.core.singlecase.series": ("Better",),
    "kithwork.core.singlecase.study": ("SessionColumns", "study_of"),
}


def snippet(chosen: Chosen) -> Snippet:
    asked: list[str] = [
        f"scale=Scale({chosen['scale']!r})",
        f"correct=Correct({chosen['correct']!r})",
    ]
    if chosen["goal"] is not None:
        asked.insert(1, f"goal={chosen['goal']!r}")
    better: Any = BETTER[chosen["improvement"]]
    return Snippet(
        imports={
            **STUDY_IMPORTS,
            "kithwork.catalogue.singlecase": ("single_case",),
            "kithwork.core.betweencase.study": ("effect_of",),
            "kithwork.core.reasons": ("Reason",),
            "kithwork.core.singlecase.indices": ("Asked",),
            "kithwork.core.singlecase.ratios": ("Scale",),
            "kithwork.core.singlecase.study": ("SessionColumns", "readings_of", "study_of"),
            "kithwork.core.singlecase.trend_tau": ("Correct",),
        },
        lines=(
            *study_lines(chosen),
            f"better = Better({str(better)!r})",
            f"asked = Asked({', '.join(asked)})",
            "readings = readings_of(study, better=better, rules=single_case().rules, asked=asked)",
            "figures = {",
            '    f"{case}.{name}": index',
            "    for case, one in readings.items()",
            "    for name, index in one.indices.items()",
            "}",
            "together = effect_of(study, better=better)",
            "if not isinstance(together, Reason):",
            '    figures["between_case"] = together.delta',
        ),
    )


METHOD = Method(
    code="singlecase",
    command="singlecase",
    fields=FIELDS,
    pages=("single-case", "single-case-overlap", "single-case-trend", "single-case-ratios"),
    compute=compute,
    tell=tell,
    snippet=snippet,
    steps=lambda table, _chosen: len(table.rows) / 1_500,
)
