"""What a key or an answer is refused for. No message holds an answer: it belongs to a person."""

from collections.abc import Collection

from kithwork.core.reasons import Reason, Value


class ScaleError(ValueError):
    """An instrument, version, coding or option that is not there or is not said."""

    def __init__(self, code: str, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(f"{code} {dict(self.reason.params)}")

    @classmethod
    def unknown(cls, code: str, name: str, known: Collection[str]) -> "ScaleError":
        return cls(code, name=name, known=", ".join(known))


class AnswerError(ScaleError):
    """An answer that the item does not have; the reason names the item and what it may be."""
