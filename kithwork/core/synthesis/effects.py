"""One effect on its way into a synthesis."""

import math
from dataclasses import dataclass

from kithwork.core.reasons import Reason, Value


class SynthesisError(ValueError):
    """An effect that cannot enter a synthesis; the reason names it by its place."""

    def __init__(self, code: str, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An `estimate` with its standard error `se` (above 0), all effects in one unit.

    Effects of one `cluster` (a case, a study) depend on each other; without one an effect stands
    alone. `name` is shown, never computed with. Raises SynthesisError for figures that cannot be.
    """

    name: str
    estimate: float
    se: float
    cluster: str | None = None

    def __post_init__(self) -> None:
        if not math.isfinite(self.estimate):
            raise SynthesisError("synthesis.error.estimate", name=self.name)
        if not 0 < self.se < math.inf:
            raise SynthesisError("synthesis.error.se", name=self.name)
