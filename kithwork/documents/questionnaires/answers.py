"""The forms of one questionnaire as the section takes them: scores and flags by their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kithwork.catalogue.words import say
from kithwork.core.items import ItemMatrix
from kithwork.core.scales import Instrument

if TYPE_CHECKING:  # answers in files are read without a database
    from kithwork.surveys.measured import Measured


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The forms of one instrument: the items of each score under its label, reversed ones turned.

    `flagged` counts the forms that bear a flag of answering, by its words; `seconds` are those that
    sittings on a screen took, where they are known.
    """

    instrument: Instrument
    forms: int
    scores: Mapping[str, ItemMatrix]
    flagged: Mapping[str, int]
    seconds: Sequence[int] = ()


def answers_of(one: "Measured", *, language: str) -> Answers:
    """Return the forms of one kind with their words in `language`."""
    return Answers(
        instrument=one.instrument.instrument,
        forms=one.forms,
        scores={
            one.key.scores[name].score.label.said_in(language): items
            for name, items in one.scores.items()
        },
        flagged={say(f"scales.flag.{flag}", language): n for flag, n in one.flags.items()},
        seconds=one.seconds,
    )
