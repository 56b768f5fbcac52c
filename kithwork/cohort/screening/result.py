"""What a screening found: counts for everybody, and for each student what stands behind them.

Students are told apart by their place in the file; their numbers stand in `ids` alone, so that
whoever writes a result decides once what goes out under which pseudonym.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.cohort.screening.rules import FlagRule, NeedRule
from kithwork.cohort.screening.statistics import ScaleSummary
from kithwork.core.disclosure import SuppressedGroups
from kithwork.core.items import ItemMatrix
from kithwork.core.support.functions import Function
from kithwork.core.support.thresholds import Word
from kithwork.core.text import Text

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Levels = np.ndarray[Any, np.dtype[np.int8]]
    Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class ScreenedScale:
    """One score: its value for each student (NaN: not computable) and its summary.

    `items` are the answers that it is made of, reversed ones turned; None where only a score is
    known.
    """

    name: str
    label: Text
    is_validated: bool
    values: "Numbers"
    summary: ScaleSummary
    items: ItemMatrix | None = None


@dataclass(frozen=True, slots=True)
class ScreenedNeed:
    """One need: its severity for each student, -1 where it could not be judged."""

    rule: NeedRule
    severities: "Levels"

    @property
    def code(self) -> str:
        return self.rule.definition.code

    @property
    def found(self) -> int:
        """How many show it, at any severity."""
        return int((self.severities >= 1).sum())

    @property
    def judged(self) -> int:
        """Of how many it could be judged."""
        return int((self.severities >= 0).sum())

    def of_severity(self, severity: int) -> int:
        return int((self.severities == severity).sum())


@dataclass(frozen=True, slots=True)
class ScreenedFlag:
    """A list of students: 1 on it, 0 not, -1 unknown; `rule` is None for flags of answering."""

    id: str
    label: Text
    truths: "Levels"
    rule: FlagRule | None = None

    @property
    def found(self) -> int:
        return int((self.truths == 1).sum())

    @property
    def unknown(self) -> int:
        return int((self.truths == -1).sum())


@dataclass(frozen=True, slots=True)
class ScreenedAlert:
    """An answer that a trained person reads today: whose (place in the file), which, how urgent."""

    student: int
    item: str
    level: str


@dataclass(frozen=True, slots=True, eq=False)
class StatusCount:
    """Who is left-behind by one definition: 1 is, 0 is not, -1 unknown, for each student."""

    definition: str
    label: Text
    truths: "Levels"

    @property
    def yes(self) -> int:
        return int((self.truths == 1).sum())

    @property
    def no(self) -> int:
        return int((self.truths == 0).sum())

    @property
    def unknown(self) -> int:
        return int((self.truths == -1).sum())


@dataclass(frozen=True, slots=True)
class FunctionCount:
    """How many students find a function of support enough, too little …, or were not asked."""

    function: Function
    counts: Mapping[Word, int]

    @property
    def is_asked(self) -> bool:
        return any(count for word, count in self.counts.items() if word is not Word.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Needs by one grouping, as they may be published; measures are codes of needs."""

    name: str
    label: Text
    groups: Mapping[str, Text]
    table: SuppressedGroups


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Everything that was found of the students of one file on the day `as_of`.

    `bands` hold the band of each student, None where nothing could be judged. `facts` is the table
    that was judged, for `explaining`. `entries`: ids, versions and hashes of all rules applied.
    """

    as_of: dt.date
    source: str
    instrument: InstrumentEntry | None
    ids: tuple[str, ...]
    schools: tuple[str | None, ...]
    scales: tuple[ScreenedScale, ...]
    needs: tuple[ScreenedNeed, ...]
    flags: tuple[ScreenedFlag, ...]
    alerts: tuple[ScreenedAlert, ...]
    bands: tuple[str | None, ...]
    left_behind: tuple[StatusCount, ...]
    support: tuple[FunctionCount, ...]
    groups: tuple[GroupTable, ...]
    facts: "pa.Table"
    entries: tuple[tuple[str, str, str], ...]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def can_alert(self) -> bool:
        """Whether any question that was asked can ask for a person."""
        if self.instrument is None:
            return False
        questionnaire = self.instrument.questionnaire
        asked = () if questionnaire is None else tuple(questionnaire.questions())
        return bool(self.instrument.instrument.alerts) or any(
            option.alert for question in asked for option in question.options
        )

    @property
    def needs_judged(self) -> tuple[ScreenedNeed, ...]:
        """The needs that could be judged of at least one student: the others were not asked."""
        return tuple(need for need in self.needs if need.judged)
