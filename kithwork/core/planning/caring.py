"""Care, stage by stage: modelling, dialogue, practice, confirmation.

Care counts only when it is received, so a plan does not only say which parts of care its techniques
give: each stage has a question of its own about care, which is answered as the stage ends (domain
specification, story B-5). A part that no stage gives is named; a stage without a question is named.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kithwork.core.planning.actions import Care, Planned
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCare:
    """One stage: the parts of care its actions give and those its questions ask about."""

    stage: int
    given: frozenset[Care]
    asked: frozenset[Care]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caring:
    """The stages, and what is missing as reasons."""

    stages: tuple[StageCare, ...]
    reasons: tuple[Reason, ...]


def caring(actions: Iterable[Planned], asked: Mapping[int, Collection[Care]]) -> Caring:
    """Return the care of each stage; `asked` gives every stage of the plan with its questions."""
    planned = tuple(actions)
    stages = tuple(
        StageCare(
            stage=stage,
            given=frozenset[Care]().union(*(one.care for one in planned if one.stage == stage)),
            asked=frozenset(asked[stage]),
        )
        for stage in sorted(asked)
    )
    given = frozenset[Care]().union(*(one.given for one in stages))
    missing = tuple(Reason.of(f"planning.care.no_{part}") for part in Care if part not in given)
    without = tuple(
        Reason.of("planning.care.no_question", stage=one.stage) for one in stages if not one.asked
    )
    return Caring(stages=stages, reasons=(*missing, *without) if stages else ())
