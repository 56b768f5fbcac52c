"""The needs of all students of a school on one day, judged by the engine in one go.

The facts are those of the student's own page. Nothing is stored. Who may see which part of this
is for the queries to decide.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kithwork.access.models import School
from kithwork.catalogue.facts import FactDefinition
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.left_behind import definition_entries
from kithwork.catalogue.support import thresholds
from kithwork.cohort.screening.answers import Answered
from kithwork.cohort.screening.pupils import Pupils
from kithwork.cohort.screening.result import Screening
from kithwork.cohort.screening.screening import screen
from kithwork.core.left_behind import status_of
from kithwork.core.questionnaires import Question, QuestionKind, support_from
from kithwork.core.reasons import Value
from kithwork.core.rules import FactType, Kind
from kithwork.core.support.findings import finding
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.survey import from_survey
from kithwork.core.support.thresholds import Word
from kithwork.needs.evidence import Evidence, evidence_of
from kithwork.needs.rules import RulesHere, rules_of
from kithwork.people.models import Student
from kithwork.people.queries.classes import classes_of

GRADE, SEX, HOME, LEFT_BEHIND = "grade", "sex", "student.home_area", "left_behind"
GROUPINGS = (SEX, GRADE, HOME, LEFT_BEHIND)


@dataclass(frozen=True, slots=True)
class SchoolNeeds:
    """What was found, with what it was found from; students are told apart by their places."""

    school: School
    evidence: Evidence
    here: RulesHere
    screening: Screening
    groups: Mapping[str, tuple[Value, ...]]

    def __len__(self) -> int:
        return len(self.evidence)

    @property
    def students(self) -> tuple[Student, ...]:
        return self.evidence.students


def school_needs(students: Sequence[Student], school: School, *, on: dt.date) -> SchoolNeeds:
    """Return the needs of some students of a school, each loaded with person and school."""
    here = rules_of(list(students))
    here = replace(here, rules=replace(here.rules, facts=_with_status(here)))
    evidence = evidence_of(students, trend_at_least=here.rules.trend_at_least)
    groups = _groups(evidence, on)
    pupils = Pupils(
        ids=tuple(str(student.uid) for student in students),
        schools=(school.code,) * len(students),
        groups=groups,
        marks=((),) * len(students),
        facts=_columns(evidence, here.rules.facts_read | {HOME}),
        source=school.code,
        on=on,
    )
    place = {student.pk: index for index, student in enumerate(students)}
    only = {rule: [place[pk] for pk in pks] for rule, pks in here.only.items()}
    answers = Answered(words=_words(evidence))
    screening = screen(pupils, here.rules, as_of=on, answers=answers, only=only)
    return SchoolNeeds(school, evidence, here, screening, groups)


def _columns(evidence: Evidence, wanted: frozenset[str]) -> dict[str, list[Value]]:
    """The facts that somebody will read, a column each."""
    names = {name for facts in evidence.facts for name in facts} & wanted
    return {
        name: [facts[name].value if name in facts else None for facts in evidence.facts]
        for name in sorted(names)
    }


# ── groups ──────────────────────────────────────────────────────────────────────────────────


def _groups(evidence: Evidence, on: dt.date) -> dict[str, tuple[Value, ...]]:
    classes = classes_of(evidence.students, on=on)
    return {
        SEX: tuple(_value(facts, "student.sex") for facts in evidence.facts),
        GRADE: tuple(
            school_class.grade.name
            if (school_class := classes.get(student.pk)) and school_class.grade
            else _value(facts, "student.grade")
            for student, facts in zip(evidence.students, evidence.facts, strict=True)
        ),
        HOME: tuple(_value(facts, HOME) for facts in evidence.facts),
        LEFT_BEHIND: tuple(_is_left_behind(facts, on) for facts in evidence.facts),
    }


def _value(facts: Mapping[str, object], name: str) -> Value:
    return getattr(facts.get(name), "value", None)


def _is_left_behind(facts: Mapping[str, object], on: dt.date) -> bool | None:
    """By the first definition of the catalogue that is valid on the day; None is unknown."""
    entry = next((one for one in definition_entries() if one.is_valid(on)), None)
    return None if entry is None else status_of(entry.definition, facts, as_of=on).truth  # type: ignore[arg-type]


def _with_status(here: RulesHere) -> Mapping[str, FactDefinition]:
    """The facts, with the status by which students are grouped; no rule reads it."""
    label = definition_entries()[0].label
    status = FactDefinition(LEFT_BEHIND, label, FactType(Kind.FLAG), is_circumstance=True)
    return {**here.rules.facts, LEFT_BEHIND: status}


# ── enough of each function? ────────────────────────────────────────────────────────────────


def _words(evidence: Evidence) -> dict[Function, list[Word]]:
    """Per function what each student says: enough, a gap, or not asked."""
    return {
        function: [_word(function, questions, facts) for facts in evidence.facts]
        for function in FOUR
        if (questions := _asking(function))
    }


def _asking(function: Function) -> dict[str, Question]:
    """The questions whether there is enough of a function, by the fact that holds the answer."""
    return {
        question.fact: question
        for one in instruments().values()
        if one.questionnaire is not None
        for question in one.questionnaire.questions()
        if question.feeds.function == function
        and question.kind is QuestionKind.CHOICE
        and not question.has_values
    }


def _word(
    function: Function, questions: Mapping[str, Question], facts: Mapping[str, object]
) -> Word:
    for fact, question in questions.items():
        answer = _value(facts, fact)
        if isinstance(answer, str):
            support = support_from([question], {question.id: answer}, perceived={})
            return finding(from_survey(support), function, thresholds=thresholds()).word
    return Word.NOT_ASKED
