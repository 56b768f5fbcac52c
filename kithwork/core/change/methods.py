"""Reliable change by other standard errors than Jacobson and Truax's, each by its name.

All ask the same: is the second score further from what was to be expected without change than error
explains? They differ in what is expected and in the error, for scores X before and Y after, means
M1 M2 and SDs S1 S2 of a retested population, its retest correlation r, a reliability α on one day:

    jacobson-truax    X                      √2·S1·√(1−r)              Jacobson, Truax 1991
    chelune           X + M2 − M1            √2·S1·√(1−r)              Chelune et al. 1993
    maassen           X + M2 − M1            √((S1² + S2²)(1−r))       Iverson 2001, Maassen 2004
    temkin            X + M2 − M1            √(S1² + S2² − 2·r·S1·S2)  Temkin et al. 1999
    edwards-nunnally  M1 + r(X − M1)         S1·√(1−r)                 Speer 1992
    hsu               M1 + r(X − M1)         S1·√(1−r²)                Hsu 1989
    mcsweeny          M2 + r(S2/S1)(X − M1)  S2·√(1−r²)                McSweeny et al. 1993
    crawford-howell   as mcsweeny            and the error of its line Crawford, Howell 1998
    hageman-arrindell the difference shrunk towards M2 − M1 by its own reliability, as reviewed
                      by Bauer, Lambert and Nielsen 2004               Hageman, Arrindell 1993

The practice effect M2 − M1 is what people gain by being asked twice. A choice of method after
seeing its answer is none: the product judges by Jacobson and Truax, and shows the others beside it.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.change.basis import ChangeError
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason
from kithwork.core.text import Text


class Method(StrEnum):
    JACOBSON_TRUAX = "jacobson-truax"
    CHELUNE = "chelune"
    MAASSEN = "maassen"
    TEMKIN = "temkin"
    EDWARDS_NUNNALLY = "edwards-nunnally"
    HSU = "hsu"
    MCSWEENY = "mcsweeny"
    CRAWFORD_HOWELL = "crawford-howell"
    HAGEMAN_ARRINDELL = "hageman-arrindell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retested:
    """Figures of a population asked twice without help in between.

    `r` is the retest correlation, `alpha` the reliability on one day; what is not known is None,
    and the methods that need it say so. `n` is how many people were retested. Raises ChangeError
    for figures that cannot be.
    """

    sd: float
    r: float
    mean: float | None = None
    sd_after: float | None = None
    mean_after: float | None = None
    alpha: float | None = None
    n: int | None = None
    population: Text | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        for sd in (self.sd, self.sd_after):
            if sd is not None and not 0 < sd < math.inf:
                raise ChangeError("change.error.sd")
        for r in (self.r, self.alpha):
            if r is not None and not 0 <= r <= 1:
                raise ChangeError("change.error.r")
        for mean in (self.mean, self.mean_after):
            if mean is not None and not math.isfinite(mean):
                raise ChangeError("change.error.mean")
        if self.n is not None and self.n < 3:
            raise ChangeError("change.error.n", fewest=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(PlainResult):
    """One method's answer.

    `expected` is the second score without change, `error` the standard error around it, both in
    units of the score; `index` is how many errors the second score lies away, `is_reliable` whether
    they reach the criterion. All are None where a figure is missing; `why_not` names it.
    """

    method: Method
    expected: float | None
    error: float | None
    index: float | None
    is_reliable: bool | None
    why_not: Reason | None = None


def index_by(
    method: Method, pre: float, post: float, *, norms: Retested, criterion: float
) -> Index:
    """Return the index of one method.

    >>> index = index_by(
    ...     Method.JACOBSON_TRUAX, 47.5, 32.5, norms=Retested(sd=7.5, r=0.8), criterion=1.96
    ... )
    >>> round(index.index, 6), index.is_reliable
    (-3.162278, True)
    """
    missing = [name for name in _NEEDS[method] if getattr(norms, name) is None]
    if missing:
        return _none(method, Reason.of("change.refused.figure", field=f"change.field.{missing[0]}"))
    expected, error = _COMPUTED[method](pre, post, norms)
    if error == 0:
        return _none(method, Reason.of("change.note.no_error"))
    index = (post - expected) / error
    return Index(
        method=method,
        expected=expected,
        error=error,
        index=index,
        is_reliable=abs(index) >= criterion,
    )


def indices(
    pre: float, post: float, *, norms: Retested, criterion: float
) -> Mapping[Method, Index]:
    """Return every method's index; those that lack a figure say which."""
    return {
        method: index_by(method, pre, post, norms=norms, criterion=criterion) for method in Method
    }


def _none(method: Method, why: Reason) -> Index:
    return Index(
        method=method, expected=None, error=None, index=None, is_reliable=None, why_not=why
    )


_Found = tuple[float, float]


def _jacobson_truax(pre: float, post: float, norms: Retested) -> _Found:  # noqa: ARG001
    return pre, norms.sd * math.sqrt(2 * (1 - norms.r))


def _chelune(pre: float, post: float, norms: Retested) -> _Found:
    return pre + _practice(norms), _jacobson_truax(pre, post, norms)[1]


def _maassen(pre: float, post: float, norms: Retested) -> _Found:  # noqa: ARG001
    error = math.sqrt((norms.sd**2 + _sd_after(norms) ** 2) * (1 - norms.r))
    return pre + _practice(norms), error


def _temkin(pre: float, post: float, norms: Retested) -> _Found:  # noqa: ARG001
    return pre + _practice(norms), math.sqrt(_variance_of_difference(norms))


def _edwards_nunnally(pre: float, post: float, norms: Retested) -> _Found:  # noqa: ARG001
    return _towards_mean(pre, norms), norms.sd * math.sqrt(1 - norms.r)


def _hsu(pre: float, post: float, norms: Retested) -> _Found:  # noqa: ARG001
    return _towards_mean(pre, norms), norms.sd * math.sqrt(1 - norms.r**2)


def _mcsweeny(pre: float, post: float, norms: Retested) -> _Found:  # noqa: ARG001
    mean, mean_after = _mean(norms), norms.mean_after
    assert mean_after is not None
    slope = norms.r * _sd_after(norms) / norms.sd
    error = _sd_after(norms) * math.sqrt(1 - norms.r**2)
    if norms.n is not None:  # the error of estimate divides by n − 2, the SDs by n − 1
        error *= math.sqrt((norms.n - 1) / (norms.n - 2))
    return mean_after + slope * (pre - mean), error


def _crawford_howell(pre: float, post: float, norms: Retested) -> _Found:
    expected, error = _mcsweeny(pre, post, norms)
    assert norms.n is not None
    away = (pre - _mean(norms)) ** 2 / (norms.sd**2 * (norms.n - 1))
    return expected, error * math.sqrt(1 + 1 / norms.n + away)


def _hageman_arrindell(pre: float, post: float, norms: Retested) -> _Found:
    """Return what makes (post − expected)/error their index RC_ID.

    RC_ID = [(Y − X)·ρ + (M2 − M1)(1 − ρ)] / √(ρ·2·SE²), SE = S1·√(1 − α), ρ the reliability of the
    difference, (α·S1² + α·S2² − 2·r·S1·S2) / (S1² + S2² − 2·r·S1·S2).
    """
    assert norms.alpha is not None
    spread = _variance_of_difference(norms)
    error_free = spread - (1 - norms.alpha) * (norms.sd**2 + _sd_after(norms) ** 2)
    if spread <= 0 or error_free <= 0:
        return pre, 0.0  # differences are nothing but error: no index
    share = error_free / spread
    error = math.sqrt(share * 2) * norms.sd * math.sqrt(1 - norms.alpha)
    shrunk = (post - pre) * share + _practice(norms) * (1 - share)
    return post - shrunk, error


def _mean(norms: Retested) -> float:
    assert norms.mean is not None
    return norms.mean


def _sd_after(norms: Retested) -> float:
    assert norms.sd_after is not None
    return norms.sd_after


def _practice(norms: Retested) -> float:
    assert norms.mean_after is not None
    return norms.mean_after - _mean(norms)


def _towards_mean(pre: float, norms: Retested) -> float:
    return _mean(norms) + norms.r * (pre - _mean(norms))


def _variance_of_difference(norms: Retested) -> float:
    after = _sd_after(norms)
    return norms.sd**2 + after**2 - 2 * norms.r * norms.sd * after


_BOTH = ("mean", "mean_after", "sd_after")

_NEEDS: Mapping[Method, tuple[str, ...]] = {
    Method.JACOBSON_TRUAX: (),
    Method.CHELUNE: ("mean", "mean_after"),
    Method.MAASSEN: _BOTH,
    Method.TEMKIN: _BOTH,
    Method.EDWARDS_NUNNALLY: ("mean",),
    Method.HSU: ("mean",),
    Method.MCSWEENY: _BOTH,
    Method.CRAWFORD_HOWELL: (*_BOTH, "n"),
    Method.HAGEMAN_ARRINDELL: (*_BOTH, "alpha"),
}

_COMPUTED: Mapping[Method, Callable[[float, float, Retested], _Found]] = {
    Method.JACOBSON_TRUAX: _jacobson_truax,
    Method.CHELUNE: _chelune,
    Method.MAASSEN: _maassen,
    Method.TEMKIN: _temkin,
    Method.EDWARDS_NUNNALLY: _edwards_nunnally,
    Method.HSU: _hsu,
    Method.MCSWEENY: _mcsweeny,
    Method.CRAWFORD_HOWELL: _crawford_howell,
    Method.HAGEMAN_ARRINDELL: _hageman_arrindell,
}
