"""The form in which every statistic answers: an estimate with its error, interval and plain claim.

A number never stands alone: beside it stand the variant's name (one name hides several numbers),
how many values it rests on and how many were missing, what weakens it, and one sentence for a
report. Where nothing can be computed the estimate is None and the claim says why; a NaN never
leaves this house.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from kithwork.core.reasons import Reason, Value

LEVEL = 0.95  # of an interval, unless the caller asks for another

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval in the estimate's unit; `method` names how it was made."""

    low: float
    high: float
    method: str
    level: float = LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One statistic.

    `estimate` is None where it cannot be computed; `claim` then says why, else it is the sentence
    for a report, its values among its parameters. `se` and `interval` are None where no published
    one exists. `n` values were used, `missing` were not there. `notes` weaken or explain.
    """

    variant: str
    estimate: float | None
    se: float | None
    interval: Interval | None
    n: int
    missing: int
    notes: tuple[Reason, ...]
    claim: Reason

    def __post_init__(self) -> None:
        for number in (self.estimate, self.se):
            if number is not None and not math.isfinite(number):
                raise ValueError("an estimate is finite or None with a reason")

    def to_dict(self) -> dict[str, Plain]:
        """Return the estimate for JSON: "est", "se", "ci" and all else; reasons as their codes."""
        ci: list[Plain] | None = None
        if self.interval:
            ci = [self.interval.low, self.interval.high]
        return {
            "est": self.estimate,
            "se": self.se,
            "ci": ci,
            "ci_method": self.interval.method if self.interval else None,
            "level": self.interval.level if self.interval else None,
            "variant": self.variant,
            "n": self.n,
            "missing": self.missing,
            "notes": [plain(note) for note in self.notes],
            "claim": plain(self.claim),
        }


def stated(
    code: str,
    *,
    variant: str,
    estimate: float,
    n: int,
    se: float | None = None,
    interval: Interval | None = None,
    missing: int = 0,
    notes: tuple[Reason, ...] = (),
    values: Mapping[str, Value] | None = None,
) -> Estimate:
    """Return an estimate whose sentence is `code`, or `code.point` where it has no interval.

    The sentence may use {est}, and {low} {high} {level} of the interval (level in percent), and
    whatever `values` add.
    """
    said: dict[str, Value] = {"est": estimate, **(values or {})}
    if interval:
        percent = round(100 * interval.level, 1)
        said |= {"low": interval.low, "high": interval.high, "level": percent}
    return Estimate(
        variant=variant,
        estimate=estimate,
        se=se,
        interval=interval,
        n=n,
        missing=missing,
        notes=notes,
        claim=Reason.of(code if interval else f"{code}.point", **said),
    )


def not_stated(
    why: Reason, *, variant: str, n: int, missing: int = 0, notes: tuple[Reason, ...] = ()
) -> Estimate:
    """Return an estimate that cannot be computed: None throughout, and why."""
    return Estimate(
        variant=variant,
        estimate=None,
        se=None,
        interval=None,
        n=n,
        missing=missing,
        notes=notes,
        claim=why,
    )


def plain(reason: Reason) -> dict[str, Plain]:
    """Return a reason for JSON: its code and its values; a date in ISO form."""
    values = {
        name: value if value is None or isinstance(value, bool | int | float | str) else str(value)
        for name, value in reason.params
    }
    return {"code": reason.code, **values}
