"""Intraclass correlations: how far ratings of the same things by several raters agree.

The six forms of Shrout and Fleiss (1979), from the mean squares between things (MSB), within things
(MSW), between raters (MSJ) and of the remainder (MSE), with n things and k raters:

    (1,1) (MSB − MSW) / (MSB + (k − 1)·MSW)             each thing has raters of its own
    (2,1) (MSB − MSE) / (MSB + (k − 1)·MSE + k·(MSJ − MSE)/n)   raters are a sample: do they agree?
    (3,1) (MSB − MSE) / (MSB + (k − 1)·MSE)             these raters only: do they rank alike?

and (1,k), (2,k), (3,k) for the mean of the k ratings. Which form is meant decides the number: on
the authors' own example they run from .17 to .91. For the same scale twice (test–retest) (2,1)
counts a general rise as disagreement, (3,1) does not. Intervals by the F distribution as in that
paper, for (2,·) with Satterthwaite's degrees of freedom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kithwork.core.agreement.errors import AgreementError
from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

FORMS = ("icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k")
ROUNDING = 1e-12  # mean squares below this share of the largest are what rounding leaves of 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Intraclass(PlainResult):
    """Every form by its name, with the mean squares they are made of."""

    forms: Mapping[str, Estimate]
    n: int
    raters: int
    missing: int
    squares: "MeanSquares | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanSquares(PlainResult):
    """Mean squares between things, within things, between raters, and of the remainder."""

    between: float
    within: float
    raters: float
    rest: float


def intraclass(ratings: Sequence[Sequence[float | None]], *, level: float = LEVEL) -> Intraclass:
    """Return all six forms for ratings of things (rows) by raters (columns).

    A thing without all its ratings is counted as missing and left out. Raises AgreementError for
    rows of different length and for fewer than two raters.

    >>> found = intraclass([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8],
    ...                     [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> [round(found.forms[form].estimate, 2) for form in FORMS]
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    """
    import numpy as np

    raters = _raters(ratings)
    complete = [row for row in ratings if None not in row]
    missing = len(ratings) - len(complete)
    if len(complete) < 2:
        few = Reason.of("agreement.refused.few_things", n=len(complete))
        return _refused(few, n=len(complete), raters=raters, missing=missing)
    table = np.asarray(complete, dtype=float)
    if not np.isfinite(table).all():
        raise AgreementError("agreement.error.not_finite")
    squares = _mean_squares(table)
    if squares.between == 0:  # the mean of the ratings would be minus infinity
        why = Reason.of("agreement.refused.no_variation")
        return _refused(why, n=len(complete), raters=raters, missing=missing)
    found = _Computing(squares, n=len(complete), k=raters, missing=missing, level=level)
    forms = {form: found.form(form) for form in FORMS}
    return Intraclass(forms=forms, n=len(complete), raters=raters, missing=missing, squares=squares)


def _raters(ratings: Sequence[Sequence[float | None]]) -> int:
    sizes = {len(row) for row in ratings}
    if len(sizes) > 1:
        raise AgreementError("agreement.error.rows")
    if not sizes or (raters := sizes.pop()) < 2:
        raise AgreementError("agreement.error.two_raters")
    return raters


def _mean_squares(table: "Numbers") -> MeanSquares:
    n, k = table.shape
    centred = table - table.mean()
    total = float((centred**2).sum())
    between = k * float((centred.mean(axis=1) ** 2).sum())
    raters = n * float((centred.mean(axis=0) ** 2).sum())
    nothing = ROUNDING * float((table**2).sum())

    def square(amount: float, df: int) -> float:
        return 0.0 if amount <= nothing else amount / df

    return MeanSquares(
        between=square(between, n - 1),
        within=square(total - between, n * (k - 1)),
        raters=square(raters, k - 1),
        rest=square(total - between - raters, (n - 1) * (k - 1)),
    )


@dataclass(frozen=True, slots=True)
class _Computing:
    squares: MeanSquares
    n: int
    k: int
    missing: int
    level: float

    def form(self, form: str) -> Estimate:
        """Return one form; the mean of k ratings follows from the single one by Spearman–Brown."""
        single = {"1": self._first, "2": self._second, "3": self._third}[form[4]]
        estimate, interval = single()
        is_mean = form.endswith("k")
        if is_mean:
            estimate = self._stepped_up(estimate)
            if interval:
                low, high = (self._stepped_up(one) for one in interval)
                interval = low, high
        return stated(
            f"agreement.says.{form}",
            variant=f"shrout-fleiss-{form}",
            estimate=estimate,
            interval=interval and Interval(*interval, "shrout-fleiss-f", self.level),
            n=self.n,
            missing=self.missing,
            notes=self._notes(interval),
            values={"n": self.n, "raters": self.k},
        )

    def _first(self) -> "_Found":
        one = self.squares
        estimate = (one.between - one.within) / (one.between + (self.k - 1) * one.within)
        return estimate, self._by_f(one.within, self.n * (self.k - 1))

    def _third(self) -> "_Found":
        one = self.squares
        estimate = (one.between - one.rest) / (one.between + (self.k - 1) * one.rest)
        return estimate, self._by_f(one.rest, (self.n - 1) * (self.k - 1))

    def _by_f(self, error: float, df: int) -> tuple[float, float] | None:
        if error == 0:
            return None
        ratio, degrees = self.squares.between / error, self.n - 1
        low = ratio / self._quantile(degrees, df)
        high = ratio * self._quantile(df, degrees)
        return (low - 1) / (low + self.k - 1), (high - 1) / (high + self.k - 1)

    def _second(self) -> "_Found":
        one, n, k = self.squares, self.n, self.k
        spread = k * one.raters + (k * n - k - n) * one.rest
        estimate = n * (one.between - one.rest) / (n * one.between + spread)
        if one.rest == 0:
            return estimate, None
        df = self._satterthwaite(estimate)
        low, high = self._quantile(n - 1, df), self._quantile(df, n - 1)
        return estimate, (
            n * (one.between - low * one.rest) / (low * spread + n * one.between),
            n * (high * one.between - one.rest) / (spread + n * high * one.between),
        )

    def _satterthwaite(self, estimate: float) -> float:
        n, k = self.n, self.k
        raters = k * estimate * self.squares.raters / self.squares.rest
        rest = n * (1 + (k - 1) * estimate) - k * estimate
        top = (k - 1) * (n - 1) * (raters + rest) ** 2
        return top / ((n - 1) * raters**2 + rest**2)

    def _quantile(self, df1: float, df2: float) -> float:
        from scipy.stats import f

        return float(f.ppf((1 + self.level) / 2, df1, df2))

    def _stepped_up(self, single: float) -> float:
        return self.k * single / (1 + (self.k - 1) * single)

    def _notes(self, interval: tuple[float, float] | None) -> tuple[Reason, ...]:
        return () if interval else (Reason.of("agreement.note.no_remainder"),)


_Found = tuple[float, tuple[float, float] | None]


def _refused(why: Reason, *, n: int, raters: int, missing: int) -> Intraclass:
    forms = {
        form: not_stated(why, variant=f"shrout-fleiss-{form}", n=n, missing=missing)
        for form in FORMS
    }
    return Intraclass(forms=forms, n=n, raters=raters, missing=missing, squares=None)
