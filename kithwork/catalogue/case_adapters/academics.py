"""Cases of marks, trend, rank, attendance, target line and academic warning."""

from collections.abc import Callable, Mapping

from kithwork.catalogue.academics import markers, warning_entries
from kithwork.catalogue.facts import read_fact_values, vocabulary
from kithwork.catalogue.reading import Node
from kithwork.core.academics import (
    AdmissionLine,
    Attendance,
    Figure,
    Mark,
    attended_share,
    change_in_z,
    chronic_absence,
    distance_to,
    percent,
    percentile,
    trend,
    warning_of,
    z_score,
)

_COUNTS = ("due", "attended", "excused", "late")


def result(given: Node) -> object:
    """Compute what the one key of `given` asks for."""
    fields = given.mapping(optional=tuple(_ABOUT))
    return {name: value for key, node in fields.items() for name, value in _ABOUT[key](node)}


def _mark(node: Node) -> Mark:
    fields = node.mapping(required=["raw", "maximum"], optional=["mean", "sd"])
    return Mark(
        exam="exam",
        subject="subject",
        raw=fields.maybe("raw", Node.number, None),
        maximum=fields["maximum"].number(),
        cohort_mean=fields.maybe("mean", Node.number, None),
        cohort_sd=fields.maybe("sd", Node.number, None),
    )


def _of_mark(node: Node) -> list[tuple[str, object]]:
    mark = _mark(node)
    return [*_told("percent", percent(mark)), *_told("z", z_score(mark))]


def _of_marks(node: Node) -> list[tuple[str, object]]:
    before, after = map(_mark, node.items(at_least=2))
    return _told("change", change_in_z(before, after))


def _of_series(node: Node) -> list[tuple[str, object]]:
    values = [None if one.is_null else one.number() for one in node.items()]
    return _told("trend", trend(values, at_least=markers().trend_at_least))


def _of_rank(node: Node) -> list[tuple[str, object]]:
    fields = node.mapping(required=["rank", "of"])
    return _told("percentile", percentile(fields["rank"].number(), fields["of"].whole()))


def _of_attendance(node: Node) -> list[tuple[str, object]]:
    fields = node.mapping(optional=_COUNTS)
    attendance = Attendance(**{name: fields.maybe(name, Node.whole, None) for name in _COUNTS})
    claim = chronic_absence(attendance, from_share=markers().chronic_absence_from_share)
    is_chronic = "unknown" if claim.truth is None else claim.truth
    return [*_told("attended", attended_share(attendance)), ("chronic", is_chronic)]


def _of_target(node: Node) -> list[tuple[str, object]]:
    fields = node.mapping(required=["points", "maximum", "lines"])
    lines = [
        AdmissionLine(int(year), line.number(), fields["maximum"].number())
        for year, line in fields["lines"].pairs().items()
    ]
    found = distance_to(lines, fields["points"].number(), maximum=fields["maximum"].number())
    distances: Mapping[str, object] = {str(one.line.year): one.points for one in found.years}
    return [("distance", distances), ("notes", tuple(note.code for note in found.notes))]


def _of_warning(node: Node) -> list[tuple[str, object]]:
    fields = node.mapping(required=["table", "facts"])
    tables = {one.entry.id: one.table for one in warning_entries()}
    table = tables[fields["table"].string(among=tuple(tables))]
    found = warning_of(table, read_fact_values(fields["facts"], vocabulary()))
    level = found.level if found.is_known else "unknown"
    return [("level", level), ("missing", found.missing)]


def _told(name: str, figure: Figure) -> list[tuple[str, object]]:
    why = figure.reason.code if figure.reason else None
    return [(name, figure.value), (f"{name}_why", why)]


_ABOUT: Mapping[str, Callable[[Node], list[tuple[str, object]]]] = {
    "mark": _of_mark,
    "two_marks": _of_marks,
    "series": _of_series,
    "rank": _of_rank,
    "attendance": _of_attendance,
    "target": _of_target,
    "warning": _of_warning,
}
