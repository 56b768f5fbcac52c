"""Ratings as a table holds them: one row is one thing that was rated, one column a rater."""

from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.agreement.errors import AgreementError
from kithwork.core.agreement.intraclass import Intraclass, intraclass
from kithwork.core.agreement.kappa import Kappa, Weights, weighted_kappa
from kithwork.core.columns import ColumnError, Columns
from kithwork.core.estimates import Estimate
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Agreement:
    """`kappa` is None where no levels were named, `scores` where the ratings are words."""

    kappa: Kappa | None
    scores: Intraclass | None

    @property
    def estimates(self) -> dict[str, Estimate]:
        """Every estimate by its name, kappa first."""
        kappa = {"kappa": self.kappa.kappa} if self.kappa else {}
        return {**kappa, **(self.scores.forms if self.scores else {})}

    @property
    def notes(self) -> tuple[Reason, ...]:
        return tuple(note for one in self.estimates.values() for note in one.notes)


def agreement_of(
    table: Columns,
    *,
    raters: Sequence[str],
    levels: str | None = None,
    weights: Weights = Weights.LINEAR,
) -> Agreement:
    """Return intraclass correlations of numbers; with `levels` ("no,partly,yes") also kappa of two.

    Raises AgreementError for fewer than two raters, and for levels that are not all different.
    """
    if len(set(raters)) < 2 or len(set(raters)) < len(raters):
        raise AgreementError("agreement.error.rater_columns")
    if not levels:
        return Agreement(None, _scores(table, raters))
    if len(raters) != 2:
        raise AgreementError("agreement.error.kappa_of_two", n=len(raters))
    names = [level.strip().replace("−", "-") for level in levels.split(",")]
    if len(set(names)) < len(names) or not all(names):
        raise AgreementError("agreement.error.levels")
    one, two = (table.words(rater) for rater in raters)
    kappa = weighted_kappa(one, two, categories=names, weights=weights)
    return Agreement(kappa, _scores_if_numbers(table, raters))


def _scores(table: Columns, raters: Sequence[str]) -> Intraclass:
    columns = [table.numbers(rater) for rater in raters]
    return intraclass(list(zip(*columns, strict=True)))


def _scores_if_numbers(table: Columns, raters: Sequence[str]) -> Intraclass | None:
    try:
        return _scores(table, raters)
    except ColumnError:  # levels may be words; kappa alone is given then
        return None
