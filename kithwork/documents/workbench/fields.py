"""What a method asks: columns and choices, stated once for the command line and for the page.

The words of a field stand in `catalogue/words/workbench.yaml` under its `words`: what it is called
(`workbench.field.…`), a sentence of help (`workbench.help.…`), and each choice
(`workbench.choice.<words>.<choice>`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Chosen = Mapping[str, Any]  # by field: a text, number or truth, a tuple where it holds several


class Holds(StrEnum):
    """What is said in a field.

    `COLUMNS` are several in one option, apart by commas; `EACH` and `LINES` are given once for
    each, the first columns, the second texts.
    """

    COLUMN = "column"
    COLUMNS = "columns"
    EACH = "each"
    LINES = "lines"
    ONE_OF = "one_of"
    NUMBER = "number"
    WHOLE = "whole"
    TEXT = "text"
    YES = "yes"


SEVERAL = (Holds.COLUMNS, Holds.EACH, Holds.LINES)
OF_COLUMNS = (Holds.COLUMN, Holds.COLUMNS, Holds.EACH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column or choice; `option` is how the command line calls it.

    `guesses` are names that such a column commonly has, `least` and `most` bound a whole number.
    What the page leaves to the command line is not `is_on_page`.
    """

    name: str
    holds: Holds
    option: str = ""
    words: str = ""
    is_required: bool = False
    default: str | int | float | None = None
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    guesses: tuple[str, ...] = ()
    shape: str = ""  # of the text, in the help of the command line
    is_on_page: bool = True

    @property
    def flag(self) -> str:
        return self.option or f"--{self.name.replace('_', '-')}"

    @property
    def said(self) -> str:
        """The code of its words."""
        return self.words or self.name

    @property
    def empty(self) -> Any:
        """What it holds where nothing is said."""
        if self.holds in SEVERAL:
            return ()
        return False if self.holds is Holds.YES else self.default


SESSIONS = (
    Field(
        name="case",
        holds=Holds.COLUMN,
        is_required=True,
        guesses=("case", "student", "name", "id", "个案", "学生", "编号"),
    ),
    Field(
        name="phase",
        holds=Holds.COLUMN,
        is_required=True,
        guesses=("phase", "condition", "treatment", "阶段", "条件"),
    ),
    Field(
        name="time",
        holds=Holds.COLUMN,
        is_required=True,
        guesses=("time", "session", "day", "date", "week", "次数", "时间", "日期", "周"),
    ),
    Field(
        name="value",
        holds=Holds.COLUMN,
        is_required=True,
        guesses=("value", "outcome", "score", "y", "数值", "得分", "分数"),
    ),
    Field(
        name="improvement",
        holds=Holds.ONE_OF,
        is_required=True,
        choices=("increase", "decrease"),
    ),
    Field(name="phases", holds=Holds.TEXT, shape="A,B"),
)

ITEMS = (
    Field(name="items", holds=Holds.COLUMNS, is_required=True, shape="q1,q2,…|'q*'"),
    Field(name="reverse", holds=Holds.COLUMNS, shape="q3,…"),
    Field(name="low", option="--min", holds=Holds.NUMBER),
    Field(name="high", option="--max", holds=Holds.NUMBER),
)

SEED = Field(name="seed", holds=Holds.WHOLE, default=1, least=0)
