"""What a need is: a code, the functions of support that answer it, and what can show it.

A need may be shown in several ways, each with its own facts: answers of a survey, a score, marks,
attendance. Each way is a piece of evidence with a ladder of its own, because a school that has
marks and no survey still knows something. Some needs only a person can name (abuse, a suspected
learning difficulty): they have no evidence, and the catalogue says why.
"""

from dataclasses import dataclass

from kithwork.core.rules import Ladder
from kithwork.core.support.functions import ALL

PROTECTION = "PR"  # answered by the safety steps, before any function of support
FUNCTIONS = (*(function.value for function in ALL), PROTECTION)

MILD, CLEAR, URGENT = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One way in which facts show a need; `id` is the need's code and a name ("N-MAT-2.survey")."""

    id: str
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class NeedDefinition:
    """A code of the catalogue; the first of `functions` is the main one.

    `evidence` is empty where only a person can name the need.
    """

    code: str
    group: str
    functions: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        assert self.functions, "a need has a function"
        assert set(self.functions) <= set(FUNCTIONS), "a function of support, or protection"
        for evidence in self.evidence:
            assert evidence.ladder.levels[0].severity <= URGENT, "severity is 0 to 3"
