"""From the students of a file to needs, lists, bands and tables: the whole screening.

Nothing is decided here: marks become facts, answers become scores and facts, and the catalogue's
rules are read over them. Circumstances filter lists and count people, and add to no need. An
answer that asks for a person today stands apart, in `alerts`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kithwork.cohort.screening.answers import NO_ANSWERS, Answered
from kithwork.cohort.screening.counting import group_tables
from kithwork.cohort.screening.judging import UNKNOWN, judge
from kithwork.cohort.screening.pupils import Pupils
from kithwork.cohort.screening.result import (
    FunctionCount,
    ScreenedFlag,
    ScreenedNeed,
    Screening,
    StatusCount,
)
from kithwork.cohort.screening.rules import NeedRule, ScreeningRules
from kithwork.cohort.screening.table import fact_table
from kithwork.core.needs import Band, Need, band_of
from kithwork.core.support.functions import FOUR
from kithwork.core.support.thresholds import Word

if TYPE_CHECKING:
    import numpy as np

    Levels = np.ndarray[Any, np.dtype[np.int8]]


def screen(
    pupils: Pupils,
    rules: ScreeningRules,
    *,
    as_of: dt.date,
    answers: Answered = NO_ANSWERS,
    only: Mapping[str, Collection[int]] | None = None,
) -> Screening:
    """Judge all students on the day `as_of`; `answers` are those to one instrument, if any.

    `only` names rules that are for some students alone, by their places: of the others such a
    rule says nothing.
    """
    vocabulary = rules.vocabulary
    facts = fact_table(
        pupils,
        answers.facts,
        as_of=as_of,
        vocabulary=vocabulary,
        trend_at_least=rules.trend_at_least,
    )
    levels = _limited(judge(facts, rules.rules, vocabulary), only or {})
    needs = tuple(_need(rule, levels, facts.num_rows) for rule in rules.needs)
    return Screening(
        as_of=as_of,
        source=pupils.source,
        instrument=answers.instrument,
        ids=pupils.ids,
        schools=pupils.schools,
        scales=answers.scales,
        needs=needs,
        flags=(*_flags(rules, levels), *answers.flags),
        alerts=answers.alerts,
        bands=bands_of(needs, rules.bands, len(pupils)),
        left_behind=_left_behind(rules, levels),
        support=tuple(_support(answers, len(pupils))),
        groups=group_tables(
            pupils,
            [need for need in needs if need.judged],
            facts=rules.facts,
            policy=rules.policy,
        ),
        facts=facts,
        entries=rules.entries,
    )


def _limited(
    levels: "dict[str, Levels]", only: Mapping[str, Collection[int]]
) -> "dict[str, Levels]":
    import numpy as np

    for rule, places in only.items():
        if rule in levels:
            kept = np.full(len(levels[rule]), UNKNOWN, dtype=np.int8)
            kept[list(places)] = levels[rule][list(places)]
            levels[rule] = kept
    return levels


def bands_of(
    needs: Sequence[ScreenedNeed], bands: Sequence[Band], students: int
) -> tuple[str | None, ...]:
    """Return the band of each student; equal counts of needs are judged once."""
    import numpy as np

    if not students:
        return ()
    severities = np.stack([need.severities for need in needs]) if needs else np.empty((0, students))
    counts = np.stack(
        [(severities == level).sum(axis=0) for level in (1, 2, 3)] + [(severities >= 0).any(axis=0)]
    )
    kinds, of_student = np.unique(counts, axis=1, return_inverse=True)
    found = [_band(*(int(count) for count in kind), bands=bands) for kind in kinds.T]
    return tuple(found[kind] for kind in of_student.ravel())


def _band(
    mild: int, clear: int, urgent: int, is_judged: int, *, bands: Sequence[Band]
) -> str | None:
    if not is_judged:
        return None
    severities = [1] * mild + [2] * clear + [3] * urgent or [0]
    return band_of([Need("", ("",), severity) for severity in severities], bands).band


def _need(rule: NeedRule, levels: "dict[str, Levels]", students: int) -> ScreenedNeed:
    """The highest severity of any evidence; unknown is below everything."""
    import numpy as np

    severities = np.full(students, -1, dtype=np.int8)
    for evidence in rule.definition.evidence:
        severities = np.maximum(severities, levels[evidence.id])
    return ScreenedNeed(rule, severities)


def _flags(rules: ScreeningRules, levels: "dict[str, Levels]") -> list[ScreenedFlag]:
    return [ScreenedFlag(rule.id, rule.label, levels[rule.id], rule) for rule in rules.flags]


def _support(answers: Answered, students: int) -> Iterator[FunctionCount]:
    """What students say of each function; one that was not asked about reads "not asked"."""
    for function in FOUR:
        words = Counter(answers.words.get(function, [Word.NOT_ASKED] * students))
        yield FunctionCount(function, words)


def _left_behind(rules: ScreeningRules, levels: "dict[str, Levels]") -> tuple[StatusCount, ...]:
    return tuple(
        StatusCount(one.entry.id, one.label, levels[one.entry.id]) for one in rules.left_behind
    )
