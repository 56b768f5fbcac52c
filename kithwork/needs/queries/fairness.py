"""Who stands in which band, by circumstance: whether help that follows the bands reaches all alike.

Sex, home area, hukou and being left behind never move anybody from one band to another; here they
only count who stands where. The table is shown where all its totals may be shown, because the same
totals stand elsewhere on the page; else only how many of each group stand in a band of talks.
Source: domain specification H8, docs/methods/disclosure.md.
"""

from dataclasses import dataclass, replace

from kithwork.catalogue.needs import band_entries
from kithwork.catalogue.words import say
from kithwork.cohort.screening.counting import counted_by
from kithwork.cohort.screening.result import GroupTable
from kithwork.core.disclosure import CountTable, SuppressedTable, suppress
from kithwork.needs.school import GRADE, SchoolNeeds
from kithwork.needs.selection import groups_of

TALKS = 3  # bands with somebody to talk to
IN_TALKS = "talks"


@dataclass(frozen=True, slots=True)
class GroupInBands:
    """One group: its size, how many of it stand in each band, and in any band of talks, in %."""

    label: str
    size: int | None
    bands: tuple[int | None, ...]
    percent: int | None


@dataclass(frozen=True, slots=True)
class Fairness:
    """A circumstance with its groups; `bands` is empty where only the share can be shown."""

    label: str
    bands: tuple[str, ...]
    groups: tuple[GroupInBands, ...]
    sentence: str

    @property
    def highest(self) -> int:
        return max((group.percent or 0 for group in self.groups), default=0)


def fairness_of(needs: SchoolNeeds, language: str) -> tuple[Fairness, ...]:
    """Return the bands by each circumstance in which these students differ."""
    tables = [one for one in needs.screening.groups[1:] if one.name != GRADE]
    return tuple(_fairness(needs, one, language) for one in tables if len(one.groups) > 1)


def _fairness(needs: SchoolNeeds, table: GroupTable, language: str) -> Fairness:
    cells = _cells(needs, table)
    if any(group.percent is None for group in cells.values()):
        cells = {}  # beside the shares, what such a table hides could be worked out
    groups = tuple(
        replace(told, label=table.groups[name].said_in(language))
        for name, told in (cells or _shares(needs, table)).items()
    )
    labels = [one.label.said_in(language) for one in band_entries()]
    labels.append(say("know.band.not_judged", language))
    return Fairness(
        label=table.label.said_in(language),
        bands=tuple(labels) if cells else (),
        groups=groups,
        sentence=_sentence(groups, language),
    )


def _sentence(groups: tuple[GroupInBands, ...], language: str) -> str:
    told = [
        say("know.fairness.group", language, group=one.label, percent=one.percent, n=one.size)
        for one in groups
        if one.percent is not None and one.size is not None
    ]
    if not told:
        return say("know.fairness.hidden", language)
    joined = say("know.fairness.joined", language).join(told)
    return say("know.fairness.sentence", language, groups=joined)


# ── numbers ─────────────────────────────────────────────────────────────────────────────────


def _cells(needs: SchoolNeeds, table: GroupTable) -> dict[str, GroupInBands]:
    """The whole table by group; none where a total of it is hidden."""
    bands = [one.entry.id for one in band_entries()] + [None]
    of_student = groups_of(needs, table.name)
    counts = {group: [0] * len(bands) for group in table.groups}
    for group, band in zip(of_student, needs.screening.bands, strict=True):
        counts[group][bands.index(band)] += 1
    names = tuple(str(band) for band in bands)
    lines = tuple(tuple(counts[group]) for group in table.groups)
    shown = suppress(CountTable(tuple(table.groups), names, lines), needs.here.rules.policy)
    if not _has_all_totals(shown):
        return {}
    return {
        group: GroupInBands(
            label="",
            size=total.value,
            bands=tuple(cell.value for cell in line),
            percent=_percent([cell.value for cell in line][:TALKS], total.value),
        )
        for group, line, total in zip(table.groups, shown.cells, shown.row_totals, strict=True)
    }


def _has_all_totals(shown: SuppressedTable) -> bool:
    totals = (*shown.row_totals, *shown.column_totals, shown.total)
    return not shown.withheld and all(total.value is not None for total in totals)


def _percent(parts: list[int | None], whole: int | None) -> int | None:
    known = [one for one in parts if one is not None]
    return round(100 * sum(known) / whole) if whole and len(known) == len(parts) else None


def _shares(needs: SchoolNeeds, table: GroupTable) -> dict[str, GroupInBands]:
    """How many of each group stand in any band of talks."""
    import numpy as np

    policy = needs.here.rules.policy
    talks = {one.entry.id for one in band_entries()[:TALKS]}
    stands = np.array([band in talks for band in needs.screening.bands], dtype=bool)
    shown = counted_by(groups_of(needs, table.name), {IN_TALKS: stands}, policy)
    return {
        group: GroupInBands("", size.value, (), _percent([cell.value], size.value))
        for group, size, cell in zip(shown.groups, shown.sizes, shown.cells[0], strict=True)
    }
