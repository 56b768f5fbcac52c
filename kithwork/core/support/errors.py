"""A cell or a matrix that cannot be: which field, where, and what range it has."""

from kithwork.core.reasons import Reason, Value


class SupportError(ValueError):
    """Carries the reason as a code; it names a place in the grid, never a person or a value."""

    def __init__(self, code: str, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)


def check_range(value: float | None, low: int, high: int, *, field: str, place: str) -> None:
    """Refuse a value outside low..high (None is "not asked" and always passes)."""
    if value is None or low <= value <= high:
        return
    raise SupportError("support.error.range", field=field, low=low, high=high, place=place)
