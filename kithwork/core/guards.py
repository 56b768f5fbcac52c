"""The answer of a guard: allowed, or refused with everything that is missing."""

from dataclasses import dataclass

from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Allowed:
    """Nothing stands in the way."""


@dataclass(frozen=True, slots=True)
class Refused:
    """`missing` names each thing that is lacking, all of them at once, so nobody asks twice."""

    missing: tuple[Reason, ...]

    def __post_init__(self) -> None:
        if not self.missing:
            raise ValueError("a refusal says what is missing")


Answer = Allowed | Refused


def answer(missing: tuple[Reason, ...]) -> Answer:
    """Return Allowed where nothing is missing."""
    return Refused(missing) if missing else Allowed()
