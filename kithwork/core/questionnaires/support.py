"""What the answers say of each function of support: believed level, enough, and from whom.

The function's mean comes from the key; "mostly who" and "enough" are questions that feed the same
function. What was refused stays "not asked". Source: domain specification C4.
"""

from collections.abc import Iterable, Mapping

from kithwork.core.questionnaires.answers import Answer, Answers
from kithwork.core.questionnaires.definitions import REFUSED, Question, QuestionKind
from kithwork.core.support.cells import Adequacy
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Asked


def support_from(
    questions: Iterable[Question],
    answers: Answers,
    *,
    perceived: Mapping[str, float | None],
) -> tuple[Asked, ...]:
    """Return what was asked per function; `perceived` are the scores, named by the function.

    A function of which nothing was answered is left out: it was not asked.
    """
    asked = []
    for function in Function:
        fed = [question for question in questions if question.feeds.function == function]
        found = Asked(
            function=function,
            perceived=perceived.get(function),
            enough=_enough(fed, answers),
            named=_named(fed, answers),
        )
        if found != Asked(function=function):
            asked.append(found)
    return tuple(asked)


def _enough(fed: list[Question], answers: Answers) -> Adequacy | None:
    for question in fed:
        codes = {option.code.upper() for option in question.options}
        if codes and codes <= set(Adequacy.__members__):
            answer = answers.get(question.id)
            return (
                Adequacy[answer.upper()] if _is_given(answer) and isinstance(answer, str) else None
            )
    return None


def _named(fed: list[Question], answers: Answers) -> tuple[str, ...] | None:
    for question in fed:
        answer = answers.get(question.id)
        if question.kind is QuestionKind.TICKS and isinstance(answer, tuple) and answer:
            chosen = [option for option in question.options if option.code in answer]
            return tuple(dict.fromkeys(option.source for option in chosen if option.source))
    return None


def _is_given(answer: Answer | None) -> bool:
    return answer is not None and answer != REFUSED
