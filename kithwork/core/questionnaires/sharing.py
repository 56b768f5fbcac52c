"""Questions that must be read together, because their answers feed the same fact.

How often one talks with either parent gives one fact from two questions. Questions of different
groups share no fact, so that each group may be read by itself, and equal answers to it once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.core.questionnaires.definitions import Question, QuestionKind


@dataclass(frozen=True, slots=True)
class Shared:
    """Some questions, and all facts that may follow from their answers."""

    questions: tuple[Question, ...]
    facts: frozenset[str]


def sharing(questions: Iterable[Question]) -> tuple[Shared, ...]:
    """Group the questions so that no two groups feed the same fact."""
    groups: list[Shared] = []
    for question in questions:
        facts = fed_by(question)
        joined = [group for group in groups if group.facts & facts]
        groups = [group for group in groups if not group.facts & facts]
        members = tuple(member for group in joined for member in group.questions)
        groups.append(Shared((*members, question), facts.union(*(group.facts for group in joined))))
    return tuple(groups)


def fed_by(question: Question) -> frozenset[str]:
    """Return the facts that may follow from an answer to a question."""
    own = {question.fact}
    if question.kind is QuestionKind.TICKS:
        own = {f"{question.fact}.{option.code}" for option in question.options}
    taken_over = question.feeds.value_of
    return frozenset(own | {*question.feeds.facts} | ({taken_over} if taken_over else set()))
