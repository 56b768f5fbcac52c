"""A number or a claim that may not be computable, and then says why."""

from dataclasses import dataclass

from kithwork.core.reasons import Reason, Value


class AcademicsError(ValueError):
    """An input that cannot be true (a mark above its maximum, rank 41 of 40).

    The message names the field and the range; the pupil's own value is not in it.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"{reason.code} {dict(reason.params)}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Figure:
    """`value`, or None and the `reason` why there is no value; never both, never neither."""

    value: float | None
    reason: Reason | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError("a figure has a value or a reason, and not both")

    @classmethod
    def absent(cls, code: str, **params: Value) -> "Figure":
        return cls(None, Reason.of(code, **params))


@dataclass(frozen=True, slots=True)
class Claim:
    """True or False with the reason that decided; None with the reason why it is not known."""

    truth: bool | None
    reason: Reason
