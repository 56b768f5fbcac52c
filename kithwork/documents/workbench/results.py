"""A result as people take it along: blocks of a report, and a file of figures."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kithwork import __version__
from kithwork.catalogue.words import say
from kithwork.core.estimates import Estimate
from kithwork.core.reasons import Reason
from kithwork.documents.cells import MINUS, Cell
from kithwork.documents.report import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Column,
    Heading,
    Paragraph,
    Report,
    Run,
    Table,
    number,
)
from kithwork.documents.workbench.method import Line, Method, Told
from kithwork.files.tables.writing import csv_bytes

NOTHING = "–"
STOPS = (".", "。", "!", "?", "！", "？")
HEADS = ("estimate", "se", "low", "high", "variant", "n", "missing")
IN_A_FILE = ("of", "figure", *HEADS[:4], "level", *HEADS[4:], "notes")


def report_of(method: Method, told: Told, *, language: str, made_on: dt.date) -> Report:
    """Return the result as a report; it names no file and nobody."""
    return Report(
        title=say(f"workbench.method.{method.code}", language),
        subtitle=say("workbench.report.subtitle", language),
        language=language,
        made_on=made_on,
        versions=say("workbench.report.versions", language, version=__version__),
        confidentiality=say("workbench.report.confidential", language),
        blocks=(
            Heading(1, say("workbench.report.found", language)),
            *told.charts,
            *blocks_of(method, told, language=language),
        ),
    )


def blocks_of(method: Method, told: Told, *, language: str) -> tuple[Block, ...]:
    """Return the sentences, the tables, the notes and the limits; charts stand apart."""
    tables = tables_of(told.lines, language=language)
    return (
        *answer_of(told, language=language),
        *tables.together,
        *tables.one_by_one,
        *limits_of(method, told, language=language),
    )


def answer_of(told: Told, *, language: str) -> tuple[Block, ...]:
    """Return the answer, and below it what else is claimed."""
    first, *rest = sentences(told.claims, language=language)
    answer = Paragraph.of(Run(first, strong=True))
    return (answer, Bullets.of(*rest)) if rest else (answer,)


def limits_of(method: Method, told: Told, *, language: str) -> tuple[Block, ...]:
    """Return what weakens the figures, and what they cannot say."""
    limit = say(f"workbench.limit.{method.code}", language)
    callout = Callout.of(CalloutKind.LIMIT, Paragraph.of(limit))
    notes = sentences(told.notes, language=language)
    return (Bullets.of(*notes), callout) if notes else (callout,)


def sentences(reasons: Sequence[Reason], *, language: str) -> list[str]:
    """Return reasons as whole sentences, each once: a capital at the start, a stop at the end.

    A name of the file at the start, of a column or a group, stays as it is written there.
    """
    said = {say(reason, language): reason for reason in reasons}
    stop = "。" if language == "zh-Hans" else "."
    return [
        f"{_begun(one, reason)}{'' if one.endswith(STOPS) else stop}"
        for one, reason in said.items()
    ]


def _begun(said: str, reason: Reason) -> str:
    names = tuple(value for _, value in reason.params if isinstance(value, str) and value)
    return said if said.startswith(names) else f"{said[:1].upper()}{said[1:]}"


@dataclass(frozen=True, slots=True)
class Tables:
    """The figures of all together, and those of each case, question or group."""

    together: tuple[Table, ...]
    one_by_one: tuple[Table, ...]


def tables_of(lines: Sequence[Line], *, language: str) -> Tables:
    """Return the figures as tables.

    Figures with an error stand one under the other, a table for each case; the others of several
    questions or groups stand beside each other, one row for each.
    """
    together = [line for line in lines if not line.of]
    listed = [line for line in lines if line.of and isinstance(line.value, Estimate)]
    beside = [line for line in lines if line.of and not isinstance(line.value, Estimate)]
    caption = say("workbench.table.figures", language)
    return Tables(
        (_listed(caption, together, language),) if together else (),
        (
            *(
                _listed(of, [line for line in listed if line.of == of], language)
                for of in dict.fromkeys(line.of for line in listed)
            ),
            *_beside(beside, language),
        ),
    )


def _listed(caption: str, lines: Sequence[Line], language: str) -> Table:
    columns = [Column(say("workbench.table.figure", language), share=5)]
    columns += [number(say(f"workbench.table.{head}", language)) for head in HEADS[:4]]
    columns.append(Column(say("workbench.table.variant", language), share=3))
    columns += [number(say(f"workbench.table.{head}", language)) for head in HEADS[5:]]
    rows = tuple((_name(line, language), *map(shown, _figures(line.value))) for line in lines)
    return Table(caption, tuple(columns), rows)


def _beside(lines: Sequence[Line], language: str) -> Iterator[Table]:
    """Yield a table for each set of names, one row for each thing that they are said of."""
    sets: dict[tuple[str, ...], list[str]] = {}
    for of in dict.fromkeys(line.of for line in lines):
        keys = tuple(line.key for line in lines if line.of == of)
        sets.setdefault(keys, []).append(of)
    by_name = {line.name: line for line in lines}
    for keys, things in sets.items():
        named = [by_name[f"{things[0]}.{key}"] for key in keys]
        heads = [number(_name(line, language)) for line in named]
        rows = tuple(
            (of, *(shown(_figures(by_name[f"{of}.{key}"].value)[0]) for key in keys))
            for of in things
        )
        caption = say("workbench.table.one_by_one", language)
        if len(sets) > 1:
            ends = {"first": things[0], "last": things[-1]}
            caption = say("workbench.table.one_by_one_of", language, **ends)
        yield Table(caption, (Column(say("workbench.table.of", language), share=4), *heads), rows)


def _name(line: Line, language: str) -> str:
    return say(line.words, language) if line.words else line.key


def _figures(value: Estimate | float | int | None) -> tuple[str | float | None, ...]:
    """Return what stands under `HEADS`."""
    if not isinstance(value, Estimate):
        return (value, None, None, None, None, None, None)
    around = value.interval
    low, high = (around.low, around.high) if around else (None, None)
    return (value.estimate, value.se, low, high, value.variant, value.n, value.missing)


def shown(value: str | float | None) -> Cell:
    """Return a figure as it is printed: whole, or to four significant digits; a dash for none.

    >>> [shown(one) for one in (12, 0.916667, 1.5e-7, -0.25, None)]
    ['12', '0.9167', '1.5e-07', '−0.25', '–']
    """
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    text = f"{value:d}" if isinstance(value, int) else f"{value:.4g}"
    return text.replace("-", MINUS, 1) if text.startswith("-") else text


def csv_of(told: Told, *, language: str) -> bytes:
    """Return the figures as CSV, a line each, in full precision, under the names of our keys."""
    return csv_bytes(IN_A_FILE, (_csv_row(line, language) for line in told.lines))


def _csv_row(line: Line, language: str) -> tuple[str | float | None, ...]:
    figures = _figures(line.value)
    level, notes = None, ""
    if isinstance(line.value, Estimate):
        level = line.value.interval.level if line.value.interval else None
        why = () if figures[0] is not None else (line.value.claim,)
        notes = " ".join(sentences((*line.value.notes, *why), language=language))
    return (line.of, line.key, *figures[:4], level, *figures[4:], notes)
