"""Invented students and forms for the tests of screening."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.cohort.screening.forms import RawForms
from kithwork.cohort.screening.pupils import Pupils
from kithwork.core.questionnaires import Question, QuestionKind
from kithwork.core.reasons import Value
from kithwork.core.sheets import Cell

TODAY = dt.date(2026, 9, 1)


def pupils(
    n: int,
    facts: Mapping[str, Sequence[Value]] | None = None,
    groups: Mapping[str, Sequence[Value]] | None = None,
) -> Pupils:
    """Return `n` students with columns of facts and of groups."""
    return Pupils(
        ids=tuple(f"s{place}" for place in range(n)),
        schools=("A",) * n,
        groups={name: tuple(values) for name, values in (groups or {}).items()},
        marks=((),) * n,
        facts=facts or {},
        source="made",
        on=TODAY,
    )


def filled(instrument: InstrumentEntry, n: int, *, seed: int, open_share: float = 0.2) -> RawForms:
    """Return `n` forms answered by chance, some questions left open or refused."""
    assert instrument.questionnaire is not None
    chance = random.Random(seed)
    questions = list(instrument.questionnaire.questions())
    return RawForms(
        rows=tuple(range(2, n + 2)),
        columns={q.id: [_answer(q, chance, open_share) for _ in range(n)] for q in questions},
        named={q.id: q.id for q in questions},
    )


def _answer(question: Question, chance: random.Random, open_share: float) -> Cell:
    if chance.random() < open_share:
        return chance.choice([None, "refused"])
    if question.kind is QuestionKind.MONTH:
        return f"{chance.randint(2015, 2026)}-{chance.randint(1, 8):02d}"
    if question.kind is QuestionKind.TICKS:
        together = [option.code for option in question.options if not option.is_alone]
        return "; ".join(code for code in together if chance.random() < 0.4)
    return chance.choice(question.options).code
