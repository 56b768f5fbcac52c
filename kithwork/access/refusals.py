"""An action that does not go, and why: a reason in codes, said in the reader's language."""

from kithwork.catalogue.words import say
from kithwork.core.reasons import Reason, Value


class Refused(Exception):
    """What was asked for contradicts what is recorded. Nothing was written."""

    def __init__(self, code: str, /, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)

    def said_in(self, language: str) -> str:
        """Return what is wrong and what to do, in "en" or any Chinese tag."""
        return say(self.reason, language)


class Stale(Refused):
    """Somebody else saved in the meantime; the form must show both."""
