"""Two orders of the same story: the layout of Chinese practice, and an international one.

Each part is a heading's code and the sections under it. Source: domain specification H10.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kithwork.documents.case_report import (
    assessing,
    beginning,
    ending,
    family,
    planning,
    results,
    working,
)
from kithwork.documents.case_report.material import CaseMaterial
from kithwork.documents.report import Block

Section = Callable[[CaseMaterial], Iterator[Block]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: the code of its heading, and what stands under it."""

    head: str
    sections: tuple[Section, ...]


PRACTICE = (
    Part("part.background", (beginning.background,)),
    Part("part.intake", (beginning.intake,)),
    Part("part.assessment", (assessing.assessment,)),
    Part("part.genogram", (family.genogram,)),
    Part("part.ecomap", (assessing.ecomap,)),
    Part("part.plan", (planning.plan,)),
    Part("part.process", (working.work,)),
    Part("part.evaluation", (results.results,)),
    Part("part.closing", (ending.closing,)),
    Part("part.reflection", (ending.learned,)),
    Part("part.signatures", (ending.signatures,)),
)
INTERNATIONAL = (
    Part("part.summary", (beginning.background,)),
    Part("part.outcomes", (results.results,)),
    Part("part.referral", (beginning.intake,)),
    Part("part.steps", (beginning.consent,)),
    Part("part.found", (assessing.assessment,)),
    Part("part.family", (family.genogram,)),
    Part("part.network", (assessing.ecomap,)),
    Part("part.goals", (planning.plan,)),
    Part("part.work", (working.work,)),
    Part("part.ending", (ending.closing,)),
    Part("part.lessons", (ending.learned,)),
    Part("part.signatures", (ending.signatures,)),
)
LAYOUTS = {"practice": PRACTICE, "international": INTERNATIONAL}
