"""A step or paper that does not go, with everything that is missing for it, at once."""

from kithwork.access.refusals import Refused
from kithwork.catalogue.words import say
from kithwork.core.guards import Answer
from kithwork.core.guards import Refused as NotYet
from kithwork.core.reasons import Reason


class Missing(Refused):
    """What is missing, each thing a reason; nothing was written."""

    def __init__(self, missing: tuple[Reason, ...]) -> None:
        super().__init__(missing[0].code, **dict(missing[0].params))
        self.missing = missing

    def said_in(self, language: str) -> str:
        """Return all that is missing, in the reader's language."""
        stop = "；" if language.lower().startswith("zh") else "; "
        return stop.join(say(reason, language) for reason in self.missing)


def require(answer: Answer) -> None:
    """Raise `Missing` where a rule of the core refuses."""
    if isinstance(answer, NotYet):
        raise Missing(answer.missing)
