"""A goal that cannot be computed: what is wrong, as a code with its values."""

from kithwork.core.reasons import Reason, Value


class GoalError(ValueError):
    """Carries the reason; goals are named by their position, never by their words."""

    def __init__(self, code: str, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)
