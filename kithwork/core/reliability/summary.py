"""Everything about the reliability of one questionnaire, from one table of answers.

Reversed items are turned first, and the range says how; then one handling of missing answers holds
for all figures. An item that still goes against the others is named, because it is most often one
that should have been reversed.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from kithwork.core.estimates import LEVEL, Estimate, Plain
from kithwork.core.items import ItemCovariances, ItemMatrix, Missing
from kithwork.core.reasons import Reason
from kithwork.core.reliability.alpha import alpha, standardized_alpha
from kithwork.core.reliability.halves import SplitHalves, split_halves
from kithwork.core.reliability.item_table import InterItem, ItemStatistics, inter_item, item_table
from kithwork.core.reliability.measurement_error import measurement_error
from kithwork.core.reliability.omega import Omega, omega


@dataclass(frozen=True, slots=True, kw_only=True)
class SumScore:
    """The sum over those who answered every item: mean, SD (n − 1), shares at both ends (0–1).

    The shares are None where the range of the answers is not known.
    """

    n: int
    mean: float | None
    sd: float | None
    floor: float | None
    ceiling: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """The reliability of a questionnaire; `people` answered at least one item or none at all."""

    n: int
    people: int
    missing: Missing
    reversed: tuple[str, ...]
    alpha: Estimate
    alpha_standardized: float | None
    omega: Omega
    halves: SplitHalves
    measurement_error: Estimate
    inter_item: InterItem | None
    score: SumScore
    items: tuple[ItemStatistics, ...]
    notes: tuple[Reason, ...]

    def to_dict(self) -> dict[str, Plain]:
        """Return the figures for JSON, each with its own name; sentences are for the caller."""
        document: dict[str, Plain] = {
            "n": self.n,
            "people": self.people,
            "missing": str(self.missing),
            "reversed": list(self.reversed),
        }
        document |= _flat("alpha", self.alpha)
        document["alpha_standardized"] = self.alpha_standardized
        document |= _flat("omega_total", self.omega.total)
        document |= _flat("omega_hierarchical", self.omega.hierarchical)
        document |= _flat("omega_one_factor", self.omega.one_factor)
        document["omega_factors"] = self.omega.factors
        document["split_half"] = {
            "odd_even": self.halves.odd_even.estimate,
            "odd_even_lambda4": self.halves.odd_even_lambda4.estimate,
            "first_second": self.halves.first_second.estimate,
            "lambda4_least": self.halves.least,
            "lambda4_mean": self.halves.mean,
            "lambda4_greatest": self.halves.greatest,
        }
        document |= _flat("sem", self.measurement_error)
        document["inter_item"] = asdict(self.inter_item) if self.inter_item else None
        document["score"] = asdict(self.score)
        document["items"] = {item.name: _item(item) for item in self.items}
        return document


def reliability(
    items: ItemMatrix,
    *,
    reverse: Sequence[str] = (),
    missing: Missing = Missing.LISTWISE,
    factors: int | None = None,
    level: float = LEVEL,
) -> Reliability:
    """Return the reliability of a questionnaire.

    `reverse` names the items to turn; `factors` is the number of group factors of omega. Raises
    ItemError for items that are not there, or a reversal without a range.
    """
    turned = items.reversed(reverse)
    covariances = ItemCovariances.of(turned, missing)
    found = alpha(covariances, level=level)
    table = item_table(turned, covariances)
    return Reliability(
        n=covariances.n,
        people=items.people,
        missing=missing,
        reversed=tuple(reverse),
        alpha=found,
        alpha_standardized=standardized_alpha(covariances),
        omega=omega(covariances, factors=factors),
        halves=split_halves(covariances),
        measurement_error=measurement_error(covariances, level=level),
        inter_item=inter_item(covariances),
        score=_sum_score(turned),
        items=table,
        notes=_notes(table),
    )


def _sum_score(items: ItemMatrix) -> SumScore:
    import numpy as np

    sums = items.values.sum(axis=1)
    sums = sums[~np.isnan(sums)]
    k = len(items.names)

    def share(bound: float | None) -> float | None:
        return None if bound is None or not len(sums) else float((sums == k * bound).mean())

    return SumScore(
        n=len(sums),
        mean=float(sums.mean()) if len(sums) else None,
        sd=float(sums.std(ddof=1)) if len(sums) > 1 else None,
        floor=share(items.low),
        ceiling=share(items.high),
    )


def _notes(table: tuple[ItemStatistics, ...]) -> tuple[Reason, ...]:
    against = [item.name for item in table if item.item_rest is not None and item.item_rest < 0]
    if not against:
        return ()
    return (Reason.of("reliability.note.against", items=", ".join(against)),)


def _flat(name: str, found: Estimate) -> dict[str, Plain]:
    """Return an estimate under its name, with its error, interval and variant beside it."""
    document: dict[str, Plain] = {name: found.estimate}
    if found.se is not None:
        document[f"{name}_se"] = found.se
    if found.interval is not None:
        document[f"{name}_ci"] = [found.interval.low, found.interval.high]
        document[f"{name}_ci_method"] = found.interval.method
    document[f"{name}_variant"] = found.variant
    return document


def _item(item: ItemStatistics) -> dict[str, Plain]:
    return {name: value for name, value in asdict(item).items() if name != "name"}
