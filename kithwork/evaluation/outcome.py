"""What came of a case, in one piece: the page, the report and Word say the same because of it.

Numbers and codes are as the core gives them, words are in one language. A part that was never
asked or measured is empty, and `missing` names it with its reason: nothing is filled in. Nothing
here says why something changed; `claims` are the sentences that the design allows.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from kithwork.aid.models import Award
from kithwork.casework.models import FollowUp, Occasion
from kithwork.casework.queries.goals import GoalTold
from kithwork.casework.queries.needs import CaseNeedTold
from kithwork.core.goals.attainment import Attainment
from kithwork.core.planning.doses import Dose
from kithwork.core.reasons import Reason
from kithwork.core.regression_to_mean import Expected
from kithwork.core.singlecase.reading import SeriesReading
from kithwork.core.support.difference import Difference
from kithwork.core.support.matrix import Matrix
from kithwork.surveys.queries.given import Compared, Given


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportChange:
    """The matrix at the first and at the latest occasion, and what changed, in words too.

    `after` and `difference` are None while there is one occasion only.
    """

    before: Matrix
    before_at: Occasion
    after: Matrix | None
    after_at: Occasion | None
    difference: Difference | None
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleChange:
    """One score of one scale: first and latest form while the case ran, and the verdict in words.

    `verdict` is "" for a tool without validation: there the raw change stands alone. `note` says
    what must stand beside it, `population` in whom the error of measurement was found.
    """

    instrument: str
    title: str
    score: str
    label: str
    first: Given
    latest: Given
    compared: Compared
    is_validated: bool
    verdict: str
    note: str
    population: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPoint:
    """One value of a series on its day; `phase` as the field writes it, "" before any is set."""

    on: dt.date
    value: float | None
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A series of the case with its phases; `reading` None while there are not two phases.

    `expected` is what would be expected without help where the student was chosen for this
    measure; `chosen` the sentence for it, "" where she was not. `p` stands only where the start was
    drawn before the work began.
    """

    uid: str
    name: str
    unit: str
    kind: str
    higher_is_better: bool
    points: tuple[MeasuredPoint, ...]
    reading: SeriesReading | None
    says: tuple[str, ...]
    p: str
    expected: Expected | None
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Which school was aimed at and where she was admitted; "" and None for what is not known."""

    aim: str
    aim_type: str
    wishes: tuple[str, ...]
    points: float | None
    line: float | None
    admitted_to: str
    admitted_type: str
    is_aim_met: bool | None
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOutcome:
    """Everything that may be said of what came of a case on a day."""

    on: dt.date
    support: SupportChange | None
    goals: tuple[GoalTold, ...]
    attainment: Attainment | None
    scales: tuple[ScaleChange, ...]
    measured: tuple[Measured, ...]
    doses: tuple[Dose, ...]
    planned_by_function: Mapping[str, int]
    delivered_by_function: Mapping[str, int]
    awards: tuple[Award, ...] | None
    admitted: Admitted | None
    needs: tuple[CaseNeedTold, ...]
    follow_ups: tuple[FollowUp, ...]
    claims: tuple[str, ...]
    missing: tuple[Reason, ...]

    @property
    def unmet(self) -> tuple[CaseNeedTold, ...]:
        """The needs that are neither met nor unwanted: somebody has to know of them."""
        return tuple(one for one in self.needs if one.version.status in ("unmet", "partly"))
