"""What a questionnaire of our own consists of: sittings, blocks, questions, answers.

Every question may be refused; one that is about a moment that need not come ("when I was ill") may
be answered "did not come up", which counts as missing and never as zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.needs import Harder
from kithwork.core.reasons import Value
from kithwork.core.rules import Condition
from kithwork.core.text import Text

REFUSED = "refused"
NOT_COME_UP = "not_come_up"


class QuestionKind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"  # one option
    TICKS = "ticks"  # any number of options
    MONTH = "month"  # a year and a month; as a fact its first day


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOption:
    """An answer that can be chosen.

    `value` is its number, where the answers have an order. `is_alone` ("nobody", "none") excludes
    all others. `source` is the row of the support matrix that it names, `function` and `need` are
    codes that it speaks for, `facts` what follows from it, `alert` the level at which a trained
    person reads it. `also` are other spellings in files; an option that is not offered is read
    from files alone.
    """

    code: str
    label: Text
    value: float | None = None
    is_alone: bool = False
    source: str | None = None
    function: str | None = None
    need: str | None = None
    alert: str | None = None
    facts: tuple[tuple[str, Value], ...] = ()
    also: tuple[str, ...] = ()
    is_offered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """What an answer sheds light on, besides the fact that holds the answer itself.

    `function` is the column of the support matrix that the question is about, `functions` those
    that its options name; `value_of` is a fact that takes over the answer's own value; a wish is
    one to which whoever reads the answers must reply.
    """

    needs: tuple[str, ...] = ()
    function: str | None = None
    functions: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    value_of: str | None = None
    is_wish: bool = False

    @property
    def is_nothing(self) -> bool:
        return self == Feeds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    `fact` is the fact that holds its answer, for ticks the stem of their facts; `harder` tells at
    which end of the answers hardship is greater, where they have such an end. `declining` are the
    ways to give no answer: `REFUSED` for every question, `NOT_COME_UP` where that can be.
    """

    id: str
    fact: str
    kind: QuestionKind
    ask: Text
    why: Text
    feeds: Feeds
    lead: Text | None = None
    options: tuple[AnswerOption, ...] = ()
    declining: tuple[AnswerOption, ...] = ()
    harder: Harder | None = None
    shown_when: Condition | None = None

    @property
    def has_values(self) -> bool:
        """Whether its answers are numbers."""
        return bool(self.options) and self.options[0].value is not None

    @property
    def offered(self) -> tuple[AnswerOption, ...]:
        """What the student can choose among."""
        return tuple(option for option in self.options if option.is_offered)

    def option(self, code: str) -> AnswerOption | None:
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class Block:
    """Questions that belong together; `lead` stands before each of them."""

    id: str
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is answered in one go."""

    id: str
    title: Text
    blocks: tuple[Block, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for block in self.blocks for question in block.questions)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All sittings, and what the first line says."""

    opening: Text
    sittings: tuple[Sitting, ...]

    def questions(self) -> Iterator[Question]:
        for sitting in self.sittings:
            yield from sitting.questions
