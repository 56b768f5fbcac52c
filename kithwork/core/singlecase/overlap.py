"""How little the phases overlap: NAP, and the older PND.

NAP, nonoverlap of all pairs (Parker and Vannest 2009) = (wins + ½·ties) / (n_A·n_B), where a win is
a pair in which the B point is better than the A point: 0.5 is no difference, 1 no overlap.
PND, percentage of non-overlapping data = share of B points better than the best A point; one
outlying baseline point can make it 0, so it stands second. Neither shows a cause.
"""

from dataclasses import dataclass

from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import Rules, TwoPhases, refusal, remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """An index 0–1, or None with the reason; `word` is weak, medium or strong, for NAP only."""

    variant: str
    estimate: float | None
    word: str | None
    n_a: int
    n_b: int
    missing: int
    refused: Reason | None
    notes: tuple[Reason, ...]

    @property
    def n(self) -> int:
        return self.n_a + self.n_b


def nap(series: TwoPhases, *, rules: Rules) -> Overlap:
    """Return the nonoverlap of all pairs, ties counted half.

    >>> from kithwork.core.singlecase.series import Better
    >>> rules = Rules(fewest=3, advised=5, deviations=2, run=2, medium=0.66, strong=0.93)
    >>> case = TwoPhases(
    ...     baseline=(3, 4, 3, 5, 4), intervention=(5, 6, 4, 7, 6, 7), better=Better.HIGHER
    ... )
    >>> round(nap(case, rules=rules).estimate, 4)
    0.9167
    """
    if refused := refusal(series, rules):
        return _refused(series, "nap", refused)
    sign = series.better.sign
    differences = [sign * (b - a) for a in series.a for b in series.b]
    wins = sum(difference > 0 for difference in differences)
    ties = sum(difference == 0 for difference in differences)
    estimate = (wins + ties / 2) / len(differences)
    return _given(series, "nap", estimate=estimate, word=_word(estimate, rules), rules=rules)


def pnd(series: TwoPhases, *, rules: Rules) -> Overlap:
    """Return the share of B points that are better than the best A point."""
    if refused := refusal(series, rules):
        return _refused(series, "pnd", refused)
    sign = series.better.sign
    best = max(sign * a for a in series.a)
    better = sum(sign * b > best for b in series.b)
    return _given(series, "pnd", estimate=better / len(series.b), word=None, rules=rules)


def _word(estimate: float, rules: Rules) -> str:
    if estimate >= rules.strong:
        return "strong"
    return "medium" if estimate >= rules.medium else "weak"


def _given(
    series: TwoPhases, variant: str, *, estimate: float, word: str | None, rules: Rules
) -> Overlap:
    return Overlap(
        variant=variant,
        estimate=estimate,
        word=word,
        n_a=len(series.a),
        n_b=len(series.b),
        missing=series.missing,
        refused=None,
        notes=remarks(series, rules),
    )


def _refused(series: TwoPhases, variant: str, reason: Reason) -> Overlap:
    return Overlap(
        variant=variant,
        estimate=None,
        word=None,
        n_a=len(series.a),
        n_b=len(series.b),
        missing=series.missing,
        refused=reason,
        notes=(),
    )
