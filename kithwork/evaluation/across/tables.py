"""The figures of a programme as tables in words: a line for a need, a technique, a score.

A number is None where it is hidden; lines of which nobody is, or of which nothing is shown, are
left out and counted.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.support import functions
from kithwork.catalogue.techniques import techniques
from kithwork.catalogue.words import say
from kithwork.core.change import Verdict
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.thresholds import Word
from kithwork.evaluation.across import figures
from kithwork.evaluation.across.numbers import Figure
from kithwork.evaluation.across.programme import Counted

_FUNCTIONS = frozenset(one.value for one in Function)
WORDS = (Word.ENOUGH, Word.SOME_GAP, Word.LARGE_GAP, Word.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; `code` is that of its function of support, "" for none."""

    label: str
    numbers: tuple[int | None, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its name; `left_out` counts lines of which no number may be shown."""

    name: str
    title: str
    head: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def rows(self) -> tuple["Row", ...]:
        """The lines with each number under its head, for a page that shows them one by one."""
        return tuple(
            Row(one.label, one.code, tuple(zip(self.heads, one.numbers, strict=True)))
            for one in self.lines
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table, each number with the head of its column."""

    label: str
    code: str
    cells: tuple[tuple[str, int | None], ...]


def needs_table(counted: Counted, language: str) -> Table:
    """Each need: in how many cases, and how it stands at the end."""
    lines = []
    for code in counted.needs():
        found = counted.of(figures.need(code))
        states = ("met", "partly", "unmet", "not_wanted")
        numbers = (found.of(*states), *(found.of(one) for one in states))
        entry = need_entries().get(code)
        first = entry.definition.functions[0] if entry else ""
        label = entry.label.said_in(language) if entry else code
        lines.append(Line(label, numbers, code=first if first in _FUNCTIONS else ""))
    heads = ("at_first", "met", "partly", "unmet", "not_wanted")
    return _table("needs", heads, lines, language)


def functions_table(counted: Counted, language: str) -> Table:
    """Each function of support: planned and given, in cases and in times."""
    lines = [
        _delivery(
            counted,
            figures.function(one.value),
            lambda used, code=one.value: used[1] == code,  # type: ignore[misc]
            label=functions()[one].short.said_in(language),
            code=one.value,
        )
        for one in FOUR
    ]
    return _table("functions", _DELIVERY, lines, language)


def techniques_table(counted: Counted, language: str) -> Table:
    """Each technique: planned and used, in cases and in times."""
    lines = []
    for code in counted.techniques():
        known = techniques().get(code)
        line = _delivery(
            counted,
            figures.technique(code),
            lambda used, code=code: used[0] == code,  # type: ignore[misc]
            label=known.name.said_in(language) if known else code,
            code=known.functions[0].value if known and known.functions else "",
        )
        lines.append(line)
    return _table("techniques", _DELIVERY, lines, language)


def support_table(counted: Counted, language: str) -> Table:
    """What students say of each function, at first and at last."""
    lines = []
    for one in FOUR:
        for after in (False, True):
            found = counted.of(figures.support(one, after=after))
            name = functions()[one].short.said_in(language)
            when = say("across.at_last" if after else "across.at_first", language)
            numbers = tuple(found.of(word) for word in WORDS)
            lines.append(Line(f"{name} · {when}", numbers, code=one.value))
    notes = () if counted.view is None else (say("across.note.moved", language),)
    heads = tuple(f"word.{word}" for word in WORDS)
    return _table("support", heads, lines, language, notes=notes)


def moved_table(counted: Counted, language: str) -> Table | None:
    """Of those with a gap at first: what the same students say at last; None but over all cases."""
    if counted.view is not None:
        return None
    lines = []
    for one in FOUR:
        size = counted.of(figures.support(one, after=False)).of(*figures.GAPS)
        after = figures.support(one, after=True)
        found = counted.closed.part(after, figures.has_gap(one), size=size)
        numbers = (found.size, *(found.counts[word] for word in WORDS))
        lines.append(Line(functions()[one].short.said_in(language), numbers, code=one.value))
    heads = ("gap_at_first", *(f"word.{word}" for word in WORDS))
    return _table("moved", heads, lines, language, notes=(say("across.note.moved_how", language),))


def scores_table(counted: Counted, language: str) -> Table:
    """The verdicts on each score, with the population of its figures."""
    lines = []
    for key in counted.scores():
        found = counted.of(figures.score(key))
        numbers = (
            *(found.of(one.value) for one in Verdict),
            found.of(figures.MISSING),
        )
        lines.append(Line(score_told(key, language)[0], numbers))
    heads = (*(f"verdict.{one}" for one in Verdict), "not_twice")
    notes = (say("across.note.verdicts", language), *_populations(counted, language))
    return _table("scores", heads, lines, language, notes=notes)


def _populations(counted: Counted, language: str) -> Iterator[str]:
    """In whom the error of each score was found: no verdict stands without it."""
    for key in counted.scores():
        title, population = score_told(key, language)
        yield say("across.note.population", language, score=title, population=population)


def score_told(key: str, language: str) -> tuple[str, str]:
    """Return the name of a score, and in whom its error of measurement was found."""
    code, _colon, score = key.partition(":")
    entry = instruments()[code]
    basis = next(one for one in entry.change if one.score == score)
    return entry.instrument.title.said_in(language), basis.population.said_in(language)


def goals_table(counted: Counted, language: str) -> Table:
    """How many of its goals each case reached; never a mean, never by worker."""
    notes = (say("across.note.goals", language),)
    return _by_category("goals", figures.GOALS, counted, language, notes=notes)


def t_table(counted: Counted, language: str) -> Table:
    """In which band each case's T is at the end."""
    return _by_category("t", figures.T_ACHIEVED, counted, language)


def aims_table(counted: Counted, language: str) -> Table | None:
    """Whether the school aimed at was reached; None where nobody aimed at one."""
    found = counted.of(figures.AIMS)
    if found.of("no_aim") in (None, found.size):
        return None
    return _by_category("aims", figures.AIMS, counted, language)


def timeliness_table(counted: Counted, language: str) -> Table:
    """Papers and notes that were done when they were due."""
    papers = ("intake", "assessment", "plan", "closure")
    found = {record: figures.paper(record) for record in papers} | {"notes": figures.NOTES}
    lines = [
        _line(counted, figure, say(f"across.paper.{record}", language))
        for record, figure in found.items()
    ]
    heads = ("in_time", "late", "missing")
    return _table("timeliness", heads, lines, language)


def links_table(counted: Counted, language: str) -> Table:
    """Whether a resource that was linked came to the student."""
    return _by_category("links", figures.LINKS, counted, language)


def missing_table(counted: Counted, language: str) -> Table:
    """What is on record, and what is missing, of all cases that ended."""
    lines = []
    for what in figures.RECORDED:
        found = counted.of(figures.recorded(what))
        numbers = (found.of(figures.THERE), found.of(figures.MISSING))
        lines.append(Line(say(f"across.recorded.{what}", language), numbers))
    return _table("missing", ("there", "missing"), lines, language, keeps_all=True)


_DELIVERY = ("planned_in", "given_in", "planned_only", "times_planned", "times_given")


def _delivery(
    counted: Counted,
    figure: Figure,
    is_meant: Callable[[tuple[str, str]], bool],
    *,
    label: str,
    code: str,
) -> Line:
    found = counted.of(figure)
    planned, given = found.of("as_planned", "planned_only"), found.of("as_planned", "beside_plan")
    return Line(
        label,
        (
            planned,
            given,
            found.of("planned_only"),
            None if planned is None else counted.times(is_meant, delivered=False),
            None if given is None else counted.times(is_meant, delivered=True),
        ),
        code=code,
    )


def _by_category(
    name: str, figure: Figure, counted: Counted, language: str, *, notes: tuple[str, ...] = ()
) -> Table:
    """A figure with a line for each of its categories."""
    found = counted.of(figure)
    lines = [
        Line(say(f"across.{name}.{one}", language), (found.of(one),)) for one in figure.categories
    ]
    return _table(name, ("cases",), lines, language, notes=notes, keeps_all=True)


def _line(counted: Counted, figure: Figure, label: str) -> Line:
    found = counted.of(figure)
    return Line(label, tuple(found.of(one) for one in figure.categories))


def _table(
    name: str,
    heads: Sequence[str],
    lines: Iterable[Line],
    language: str,
    *,
    notes: tuple[str, ...] = (),
    keeps_all: bool = False,
) -> Table:
    rows = tuple(lines)
    kept = rows if keeps_all else tuple(_telling(rows))
    return Table(
        name=name,
        title=say(f"across.table.{name}", language),
        head=say(f"across.head.{name}", language),
        heads=tuple(say(_head(one), language) for one in heads),
        lines=kept,
        notes=notes,
        left_out=sum(set(row.numbers) == {None} for row in rows) if not keeps_all else 0,
    )


def _head(code: str) -> str:
    return f"support.{code}" if code.startswith("word.") else f"across.column.{code}"


def _telling(rows: Iterable[Line]) -> Iterator[Line]:
    """Rows that tell something: not all hidden, and not of nobody."""
    for row in rows:
        if set(row.numbers) - {None} and set(row.numbers) != {0}:
            yield row
