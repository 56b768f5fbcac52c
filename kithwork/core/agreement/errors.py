"""Ratings that cannot be compared: what is wrong, as a code with its values."""

from kithwork.core.reasons import Reason, Value


class AgreementError(ValueError):
    """Carries the reason; raters and things rated are named by position, never by their words."""

    def __init__(self, code: str, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)
