"""Differential item functioning by ordinal logistic regression.

Zumbo (1999), Swaminathan & Rogers (1990): three proportional-odds models of an item, on the total
score; with the group added (the item is easier for one group at every score: uniform); with score ×
group added (more so at some scores: non-uniform). 2·(log L₃ − log L₁) is the test of both, with
2·(groups − 1) degrees of freedom; the difference of Nagelkerke's R² is the size, in the classes of
the catalogue (Jodoin & Gierl 2001). With many people everything is significant, so an item counts
as different only where both the test, corrected by Holm (1979) over the items, and the size say so.
The total contains the item and any other that works differently; with few items it is rough.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kithwork.core.estimates import Plain
from kithwork.core.groups.corrections import Correction, corrected
from kithwork.core.item_bias.mantel_haenszel import MantelHaenszel, mantel_haenszel
from kithwork.core.items import ItemError, ItemMatrix
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Size(StrEnum):
    """How large a difference at equal scores is."""

    NEGLIGIBLE = "negligible"
    MODERATE = "moderate"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class BiasRules:
    """From which ΔR² on a difference is moderate, and large; `p` is the level of the test.

    `delta_moderate` and `delta_large` are the bounds of |Δ| for two answers (classes A, B, C);
    `fewest` people are needed in each group.
    """

    moderate: float
    large: float
    p: float
    delta_moderate: float
    delta_large: float
    fewest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBias:
    """One item compared between groups; every figure None where `why` says so.

    `chi2` with `df` tests any difference, `uniform_p` and `nonuniform_p` its kinds; `p_holm` is
    corrected over the items. `favours` is the group that answers higher at equal scores, of two.
    `ets` is the class A, B or C of the Educational Testing Service for two answers;
    `is_significant` says that the corrected p is below the level of the rules.
    """

    item: str
    n: int
    chi2: float | None = None
    df: int | None = None
    p: float | None = None
    p_holm: float | None = None
    uniform_p: float | None = None
    nonuniform_p: float | None = None
    r2_change: float | None = None
    size: Size | None = None
    favours: str | None = None
    binary: MantelHaenszel | None = None
    ets: str | None = None
    is_significant: bool = False
    notes: tuple[Reason, ...] = ()
    why: Reason | None = None

    @property
    def is_flagged(self) -> bool:
        """Whether both the corrected test and the size say that the item works differently."""
        return self.is_significant and self.size in (Size.MODERATE, Size.LARGE)

    @property
    def claim(self) -> Reason:
        """The sentence for a report."""
        if self.why:
            return self.why
        code = "item_bias.says.differs" if self.is_flagged else "item_bias.says.alike"
        return Reason.of(code, item=self.item, r2=self.r2_change, p=self.p_holm, n=self.n)

    def to_dict(self) -> dict[str, Plain]:
        """Return the figures for JSON."""
        document: dict[str, Plain] = {
            "n": self.n,
            "chi2": self.chi2,
            "df": self.df,
            "p": self.p,
            "p_holm": self.p_holm,
            "uniform_p": self.uniform_p,
            "nonuniform_p": self.nonuniform_p,
            "r2_change": self.r2_change,
            "size": str(self.size) if self.size else None,
            "favours": self.favours,
            "flagged": self.is_flagged,
        }
        if self.binary:
            found = self.binary
            document["mantel_haenszel"] = {
                **found.odds_ratio.to_dict(),
                "chi2": found.chi2,
                "p": found.p,
                "delta": found.delta,
                "delta_se": found.delta_se,
                "class": self.ets,
            }
        return document


@dataclass(frozen=True, slots=True, eq=False)
class _Compared:
    """The people who answered every item and whose group is known."""

    values: "Numbers"
    scores: "Numbers"
    groups: "np.ndarray[Any, np.dtype[np.int64]]"
    names: tuple[str, ...]


def item_bias(
    items: ItemMatrix, groups: Sequence[str | None], *, rules: BiasRules
) -> tuple[ItemBias, ...]:
    """Compare groups on every item; `groups` has one name for each person, None where not known.

    Raises ItemError where fewer than two groups have enough people.
    """
    people = _compared(items, groups, rules)
    found = [_item(people, place, name, rules) for place, name in enumerate(items.names)]
    p_values = corrected([one.p for one in found], Correction.HOLM)
    return tuple(
        replace(
            one,
            p_holm=p,
            is_significant=p is not None and p < rules.p,
            ets=_ets(one.binary, rules) if one.binary else None,
        )
        for one, p in zip(found, p_values, strict=True)
    )


def _compared(items: ItemMatrix, groups: Sequence[str | None], rules: BiasRules) -> _Compared:
    import numpy as np

    if len(groups) != items.people:
        raise ItemError("item_bias.error.groups", people=items.people, groups=len(groups))
    complete = [not np.isnan(row).any() for row in items.values]
    named = [name if name and whole else None for name, whole in zip(groups, complete, strict=True)]
    counts = {name: named.count(name) for name in sorted({name for name in named if name})}
    names = tuple(name for name, count in counts.items() if count >= rules.fewest)
    if len(names) < 2:
        told = ", ".join(f"{name} {count}" for name, count in counts.items())
        raise ItemError("item_bias.error.few", fewest=rules.fewest, groups=told)
    kept = np.array([name in names for name in named])
    values = items.values[kept]
    places = np.array([names.index(name) for name in named if name is not None and name in names])
    return _Compared(values, values.sum(axis=1), places, names)


def _item(people: _Compared, place: int, name: str, rules: BiasRules) -> ItemBias:
    import numpy as np
    from scipy.special import chdtrc

    column = people.values[:, place]
    answers = np.unique(column)
    n = len(column)
    if len(answers) < 2:
        why = Reason.of("reliability.refused.constant", items=name)
        return ItemBias(item=name, n=n, why=why)
    if len(answers) > 20:
        return ItemBias(item=name, n=n, why=Reason.of("item_bias.refused.numbers", item=name))
    heights, slopes, converged = _models(people, column, answers)
    null, score, uniform, full = heights
    groups = len(people.names) - 1
    chi2 = max(2 * (full - score), 0.0)
    change = _nagelkerke(full, null, n) - _nagelkerke(score, null, n)
    return ItemBias(
        item=name,
        n=n,
        chi2=chi2,
        df=2 * groups,
        p=float(chdtrc(2 * groups, chi2)),
        uniform_p=float(chdtrc(groups, max(2 * (uniform - score), 0.0))),
        nonuniform_p=float(chdtrc(groups, max(2 * (full - uniform), 0.0))),
        r2_change=change,
        size=_size(change, rules),
        favours=people.names[int(slopes[0] > 0)] if groups == 1 else None,
        binary=_binary(people, column, answers) if len(answers) == 2 and groups == 1 else None,
        notes=() if converged else (Reason.of("reliability.note.not_converged"),),
    )


def _models(
    people: _Compared, column: "Numbers", answers: "Numbers"
) -> tuple[tuple[float, float, float, float], "Numbers", bool]:
    """Return the log-likelihoods of nothing, score, + group, + score × group; the group's slopes.

    People with the same score and group are counted together.
    """
    import numpy as np

    from kithwork.core._kernels import ordinal_logit

    keys = np.column_stack([people.scores, people.groups])
    rows, place = np.unique(keys, axis=0, return_inverse=True)
    counts = np.zeros((len(rows), len(answers)))
    np.add.at(counts, (place.reshape(-1), np.searchsorted(answers, column)), 1.0)
    spread = float(people.scores.std()) or 1.0
    score = ((rows[:, 0] - people.scores.mean()) / spread)[:, None]
    group = (rows[:, 1:] == np.arange(1, len(people.names))).astype(float)
    both = np.hstack([score, group])
    fits = [
        ordinal_logit.fitted(design, counts)
        for design in (score[:, :0], score, both, np.hstack([both, score * group]))
    ]
    heights = tuple(fit.log_likelihood for fit in fits)
    return (
        (heights[0], heights[1], heights[2], heights[3]),
        fits[2].slopes[1:],
        all(fit.converged for fit in fits),
    )


def _nagelkerke(height: float, null: float, n: int) -> float:
    """Return Nagelkerke's R²: what a model explains, as a share of what one could."""
    most = 1 - math.exp(2 * null / n)
    return (1 - math.exp(2 * (null - height) / n)) / most if most > 0 else 0.0


def _size(change: float, rules: BiasRules) -> Size:
    if change >= rules.large:
        return Size.LARGE
    return Size.MODERATE if change >= rules.moderate else Size.NEGLIGIBLE


def _binary(people: _Compared, column: "Numbers", answers: "Numbers") -> MantelHaenszel:
    """Return Mantel–Haenszel's statistics, the first group against the second, a yes first."""
    import numpy as np

    levels, place = np.unique(people.scores, return_inverse=True)
    tables = np.zeros((len(levels), 2, 2))
    np.add.at(tables, (place, people.groups, (column != answers[1]).astype(int)), 1.0)
    return mantel_haenszel(tables)


def _ets(found: MantelHaenszel, rules: BiasRules) -> str | None:
    """Return the class of the Educational Testing Service (Zieky 1993): A, B or C."""
    if found.delta is None or found.delta_se is None or found.p is None:
        return None
    size = abs(found.delta)
    if size < rules.delta_moderate or found.p >= rules.p:
        return "A"
    beyond = (size - rules.delta_moderate) / found.delta_se > _one_sided(rules.p)
    return "C" if size >= rules.delta_large and beyond else "B"


def _one_sided(p: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(1 - p))
