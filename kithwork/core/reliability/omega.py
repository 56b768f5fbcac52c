"""McDonald's omega: how much of the sum is common factors, and how much the one general factor.

Omega total and omega hierarchical follow the Schmid–Leiman transformation (Schmid & Leiman 1957,
Psychometrika 22; Zinbarg, Revelle, Yovel & Li 2005, Psychometrika 70): group factors by minres on
the correlations, turned by oblimin, then one general factor over their correlations. With general
loadings g, uniquenesses u² and the sum 1ᵀR1 of all correlations

    ω_total = 1 − Σu² / 1ᵀR1        ω_hierarchical = (Σg)² / 1ᵀR1

Both are of the sum of standardised items. Three group factors unless said; with two the general
factor is held to load equally on both, because one correlation cannot tell two loadings; with
fewer than six items group factors cannot be told apart, and only one factor is fitted. Omega of one
factor (McDonald 1999) is ω = (Σλ)² / ((Σλ)² + Σθ) by maximum likelihood on the covariances. None of
them has a simple published standard error; `bootstrap` gives one by resampling people.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kithwork.core.estimates import LEVEL, Estimate, Interval, not_stated, stated
from kithwork.core.items import ItemCovariances, ItemMatrix, Missing
from kithwork.core.reasons import Reason
from kithwork.core.reliability.alpha import cannot

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

GROUP_FACTORS = 3
_VARIANT = "schmid-leiman, minres, oblimin"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralLoading:
    """An item in the Schmid–Leiman solution: on the general factor, on the groups, and the rest."""

    item: str
    general: float
    groups: tuple[float, ...]
    uniqueness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Omega:
    """The omegas of a questionnaire; `loadings` are empty where only one factor was fitted."""

    total: Estimate
    hierarchical: Estimate
    one_factor: Estimate
    factors: int
    loadings: tuple[GeneralLoading, ...]


def omega(items: ItemCovariances, *, factors: int | None = None) -> Omega:
    """Return omega total, hierarchical and of one factor.

    `factors`: group factors, 1 or more; left out, three where six items or more can carry them.
    """
    if why := _refusal(items):
        refused = not_stated(why, variant="omega", n=items.n, missing=items.dropped)
        return Omega(
            total=refused, hierarchical=refused, one_factor=refused, factors=0, loadings=()
        )
    asked = GROUP_FACTORS if factors is None else factors
    count = asked if _can_carry(items.k, asked) else 1
    single = _one_factor(items)
    if count == 1:
        few = Reason.of("reliability.refused.one_factor", k=items.k)
        none = not_stated(few, variant="omega-hierarchical", n=items.n, missing=items.dropped)
        return Omega(total=single, hierarchical=none, one_factor=single, factors=1, loadings=())
    return _hierarchical(items, count, single)


def bootstrap(
    items: ItemMatrix,
    *,
    of: Callable[[ItemCovariances], Estimate],
    draws: int,
    seed: int,
    level: float = LEVEL,
) -> Estimate:
    """Return `of` with a standard error and a percentile interval from resampled people.

    Listwise. Draws in which the statistic cannot be computed are left out and counted in a note.
    """
    import numpy as np

    kept = items.values[~np.isnan(items.values).any(axis=1)]
    found = of(ItemCovariances.of(items))
    if found.estimate is None:
        return found
    generator = np.random.default_rng(seed)
    values = []
    for _ in range(draws):
        sample = kept[generator.integers(0, len(kept), len(kept))]
        drawn = of(ItemCovariances.of(replace(items, values=sample)))
        if drawn.estimate is not None:
            values.append(drawn.estimate)
    if len(values) < draws / 2 or len(values) < 2:
        return found
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    lost = draws - len(values)
    notes = (Reason.of("reliability.note.lost_draws", n=lost, draws=draws),) if lost else ()
    return stated(
        found.claim.code.removesuffix(".point"),
        variant=found.variant,
        estimate=found.estimate,
        se=float(np.std(values, ddof=1)),
        interval=Interval(float(low), float(high), f"bootstrap-percentile-{draws}", level),
        n=found.n,
        missing=found.missing,
        notes=found.notes + notes,
        values={name: value for name, value in found.claim.params if name != "est"},
    )


def _refusal(items: ItemCovariances) -> Reason | None:
    if why := cannot(items):
        return why
    if items.k < 3:
        return Reason.of("reliability.refused.three_items", k=items.k)
    if items.constant:
        return Reason.of("reliability.refused.constant", items=", ".join(items.constant))
    return None


def _can_carry(k: int, factors: int) -> bool:
    """Tell whether k items have at least as many correlations as the factors have loadings."""
    return (k - factors) ** 2 >= k + factors


def _one_factor(items: ItemCovariances) -> Estimate:
    from kithwork.core._kernels import factoring

    variant = "omega, one factor, maximum likelihood"
    found = _fitted(factoring.maximum_likelihood, items, 1)
    if found is None:
        why = Reason.of("reliability.refused.singular")
        return not_stated(why, variant=variant, n=items.n, missing=items.dropped)
    deviations = items.matrix.diagonal() ** 0.5
    common = float(deviations @ found.loadings[:, 0]) ** 2
    rest = float(items.matrix.diagonal() @ found.uniquenesses)
    return _said("omega_one", variant, common / (common + rest), items, _notes(items, found))


def _hierarchical(items: ItemCovariances, factors: int, single: Estimate) -> Omega:
    from kithwork.core._kernels import factoring, rotation

    found = _fitted(factoring.minres, items, factors)
    assert found is not None, "minres needs no inverse"
    rotated = rotation.oblimin(found.loadings)
    weights, on_groups = _general(rotated.correlations)
    general = rotated.loadings @ weights
    groups = rotated.loadings * (1 - weights**2) ** 0.5
    whole = float(items.correlations().sum())
    notes = _notes(items, found) + on_groups
    if bool((general < 0).any()):
        against = [name for name, g in zip(items.names, general, strict=True) if g < 0]
        notes += (Reason.of("reliability.note.against_general", items=", ".join(against)),)
    variant = f"{_VARIANT}, {factors} group factors"
    return Omega(
        total=_said(
            "omega_total", variant, 1 - float(found.uniquenesses.sum()) / whole, items, notes
        ),
        hierarchical=_said(
            "omega_general", variant, float(general.sum()) ** 2 / whole, items, notes
        ),
        one_factor=single,
        factors=factors,
        loadings=tuple(
            GeneralLoading(
                item=name,
                general=float(general[place]),
                groups=tuple(float(one) for one in groups[place]),
                uniqueness=float(found.uniquenesses[place]),
            )
            for place, name in enumerate(items.names)
        ),
    )


def _general(correlations: "Numbers") -> tuple["Numbers", tuple[Reason, ...]]:
    """Return how the group factors load on the general one, and what weakens that."""
    import numpy as np

    from kithwork.core._kernels import factoring

    if len(correlations) == 2:
        shared = float(correlations[0, 1])
        return np.full(2, max(shared, 0.0) ** 0.5), (Reason.of("reliability.note.two_groups"),)
    found = factoring.minres(correlations, 1)
    at_edge = found.uniquenesses.min() <= factoring.LEAST_UNIQUENESS + 1e-9
    notes = (Reason.of("reliability.note.general_heywood"),) if at_edge else ()
    return np.clip(found.loadings[:, 0], -1.0, 1.0), notes


def _fitted(
    extract: "Callable[[Numbers, int], Any]", items: ItemCovariances, factors: int
) -> "Any | None":
    """Return the factors, or None where the correlations have no inverse and need one."""
    import numpy as np

    from kithwork.core._kernels import factoring

    correlations = items.correlations()
    if extract is factoring.maximum_likelihood and np.linalg.eigvalsh(correlations)[0] < 1e-8:
        return None
    return extract(correlations, factors)


def _notes(items: ItemCovariances, found: Any) -> tuple[Reason, ...]:
    from kithwork.core._kernels import factoring

    notes = []
    if not found.converged:
        notes.append(Reason.of("reliability.note.not_converged"))
    edge = found.uniquenesses <= factoring.LEAST_UNIQUENESS + 1e-9
    heywood = [name for name, is_at in zip(items.names, edge, strict=True) if is_at]
    if heywood:
        notes.append(Reason.of("reliability.note.heywood", items=", ".join(heywood)))
    if items.missing is Missing.PAIRWISE and items.dropped:
        notes.append(Reason.of("reliability.note.pairwise", n=items.n, people=items.people))
    return tuple(notes)


def _said(
    code: str, variant: str, value: float, items: ItemCovariances, notes: tuple[Reason, ...]
) -> Estimate:
    return stated(
        f"reliability.says.{code}",
        variant=variant,
        estimate=value,
        n=items.n,
        missing=items.dropped,
        notes=notes,
        values={"k": items.k},
    )
