"""What every section of a screening's report needs: the screening, its rules and its language."""

from dataclasses import dataclass

from kithwork.catalogue.support import functions
from kithwork.catalogue.words import Param, say
from kithwork.cohort.screening.result import Screening
from kithwork.cohort.screening.rules import ScreeningRules
from kithwork.core.needs import PROTECTION
from kithwork.core.support.functions import Function
from kithwork.core.text import Text


@dataclass(frozen=True, slots=True)
class Page:
    """A screening told in one language."""

    screening: Screening
    rules: ScreeningRules
    language: str

    @property
    def n(self) -> int:
        return len(self.screening)

    @property
    def is_too_small(self) -> bool:
        """Whether there are too few students for any number to be shown."""
        return self.n < self.rules.policy.smallest_filter

    def say(self, code: str, **params: Param) -> str:
        return say(code, self.language, **params)

    def text(self, text: Text) -> str:
        return text.said_in(self.language)

    def joined(self, names: list[str]) -> str:
        return self.say("support.list_comma").join(names)

    def function(self, code: str) -> str:
        if code == PROTECTION:
            return self.say(f"needs.function.{PROTECTION}")
        return self.text(functions()[Function(code)].label)
