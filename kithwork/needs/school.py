"""The needs of all students of a school on one day, judged by the engine in one go.

The facts are those of the student's own page. Nothing is stored. Who may see which part of this
is for the queries to decide.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kithwork.access.models import School
from kithwork.catalogue.facts import FactDefinition
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.left_behind import definition_entries
from kithwork.catalogue.support import thresholds
from kithwork.cohort.screening.answers import Answered
from kithwork.cohort.screening.counting import group_tables
from kithwork.cohort.screening.pupils import Pupils
from kithwork.cohort.screening.result import Screening
from kithwork.cohort.screening.screening import screen
from kithwork.core.natural_order import natural_key
from kithwork.core.questionnaires import Question, QuestionKind, support_from
from kithwork.core.reasons import Value
from kithwork.core.rules import Fact, FactType, Kind
from kithwork.core.support.findings import finding
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.survey import from_survey
from kithwork.core.support.thresholds import Word
from kithwork.needs.evidence import Evidence, Member, Wanted, Whom, evidence_of
from kithwork.needs.rules import RulesHere, rules_of
from kithwork.people.queries.classes import ClassNamed, classes_named
from kithwork.surveys.models import Campaign

GRADE, CLASS, SEX, LEFT_BEHIND = "grade", "class", "sex", "left_behind"
HOME, HUKOU = "student.home_area", "student.hukou"
GROUPINGS = (SEX, GRADE, CLASS, HOME, HUKOU, LEFT_BEHIND)
STANDING = "marks.z_last"  # where a student stands in her last exam
_GROUPED_BY = frozenset({"student.sex", "student.grade", HOME, HUKOU})
_TRUTHS = {1: True, 0: False, -1: None}


@dataclass(frozen=True, slots=True)
class SchoolNeeds:
    """What was found, with what it was found from; students are told apart by their places.

    `words` say of each function whether a student finds it enough. `classes` names the classes by
    their uid, in the school's order; no table breaks down by them, they are chosen one by one.
    `campaign` is the survey whose answers alone count, where one was chosen.
    """

    school: School
    evidence: Evidence
    here: RulesHere
    screening: Screening
    groups: Mapping[str, tuple[Value, ...]]
    words: Mapping[Function, list[Word]]
    classes: Mapping[str, ClassNamed]
    campaign: Campaign | None = None

    def __len__(self) -> int:
        return len(self.evidence)

    @property
    def heard_in(self) -> str:
        """The campaign whose answers alone count, by its uid; empty for everybody's latest."""
        return "" if self.campaign is None else str(self.campaign.uid)

    @property
    def members(self) -> tuple[Member, ...]:
        return self.evidence.whom.members


def school_needs(
    whom: Whom, school: School, *, on: dt.date, campaign: Campaign | None = None
) -> SchoolNeeds:
    """Return the needs of some students of a school on a day, or by what one campaign heard."""
    here = rules_of(whom)
    here = replace(here, rules=replace(here.rules, facts=_with_status(here)))
    wanted = here.rules.facts_read | _GROUPED_BY | _asked_for() | wishes_asked() | {STANDING}
    evidence = evidence_of(
        whom,
        trend_at_least=here.rules.trend_at_least,
        wanted=Wanted(frozenset(wanted)),
        campaign=campaign,
    )
    pupils = Pupils(
        ids=tuple(str(member.uid) for member in whom),
        schools=(school.code,) * len(whom),
        groups={},
        marks=((),) * len(whom),
        facts=_columns(evidence, here.rules.facts_read | {HOME}),
        source=school.code,
        on=on,
    )
    place = {member.pk: index for index, member in enumerate(whom)}
    only = {rule: [place[pk] for pk in pks if pk in place] for rule, pks in here.only.items()}
    words = _words(evidence)
    answers = Answered(words=words)
    screening = screen(pupils, here.rules, as_of=on, answers=answers, only=only)
    enrolled = classes_named(whom.rows, on=on)
    groups = _groups(evidence, screening, enrolled, on)
    screening = _grouped(screening, pupils, groups, here)
    return SchoolNeeds(
        school=school,
        evidence=evidence,
        here=here,
        screening=screening,
        groups=groups,
        words=words,
        classes=_in_order(enrolled.values()),
        campaign=campaign,
    )


def _grouped(
    screening: Screening, pupils: Pupils, groups: Mapping[str, tuple[Value, ...]], here: RulesHere
) -> Screening:
    """The screening with its tables; one grouping is a status that it found itself."""
    broken_down = {name: groups[name] for name in GROUPINGS if name != CLASS}
    tables = group_tables(
        replace(pupils, groups=broken_down),
        screening.needs_judged,
        facts=here.rules.facts,
        policy=here.rules.policy,
    )
    return replace(screening, groups=tables)


def _columns(evidence: Evidence, wanted: frozenset[str]) -> dict[str, list[Value]]:
    """The facts that somebody will read, a column each."""
    names = {name for facts in evidence.facts for name in facts} & wanted
    return {
        name: [facts[name].value if name in facts else None for facts in evidence.facts]
        for name in sorted(names)
    }


# ── groups ──────────────────────────────────────────────────────────────────────────────────


def _groups(
    evidence: Evidence, screening: Screening, enrolled: Mapping[int, ClassNamed], on: dt.date
) -> dict[str, tuple[Value, ...]]:
    classes = [enrolled.get(member.pk) for member in evidence.whom]
    return {
        SEX: tuple(_value(facts, "student.sex") for facts in evidence.facts),
        GRADE: tuple(
            (None if one is None else one.grade) or _value(facts, "student.grade")
            for one, facts in zip(classes, evidence.facts, strict=True)
        ),
        CLASS: tuple(None if one is None else one.uid for one in classes),
        **{name: tuple(_value(facts, name) for facts in evidence.facts) for name in (HOME, HUKOU)},
        LEFT_BEHIND: _left_behind(screening, on),
    }


def _in_order(classes: Iterable[ClassNamed]) -> Mapping[str, ClassNamed]:
    each = {one.uid: one for one in classes}
    return dict(sorted(each.items(), key=lambda item: (natural_key(item[1].code), item[0])))


def _value(facts: Mapping[str, Fact], name: str) -> Value:
    fact = facts.get(name)
    return None if fact is None else fact.value


def _left_behind(screening: Screening, on: dt.date) -> tuple[bool | None, ...]:
    """By the first definition of the catalogue that is valid on the day; None is unknown."""
    entry = next((one for one in definition_entries() if one.is_valid(on)), None)
    if entry is None:
        return (None,) * len(screening)
    status = next(one for one in screening.left_behind if one.definition == entry.entry.id)
    return tuple(_TRUTHS[truth] for truth in status.truths.tolist())


def _with_status(here: RulesHere) -> Mapping[str, FactDefinition]:
    """The facts, with the status by which students are grouped; no rule reads it."""
    label = definition_entries()[0].label
    status = FactDefinition(LEFT_BEHIND, label, FactType(Kind.FLAG), is_circumstance=True)
    return {**here.rules.facts, LEFT_BEHIND: status}


# ── enough of each function? ────────────────────────────────────────────────────────────────


def _words(evidence: Evidence) -> dict[Function, list[Word]]:
    """Per function what each student says: enough, a gap, or not asked."""
    return {
        function: [_word(function, facts) for facts in evidence.facts]
        for function in FOUR
        if _asking(function)
    }


def _asked_for() -> frozenset[str]:
    return frozenset(fact for function in FOUR for fact in _asking(function))


@cache
def wishes_asked() -> frozenset[str]:
    """Return the facts that hold whether a student would like to talk with somebody."""
    return frozenset(
        question.fact
        for one in instruments().values()
        if one.questionnaire is not None
        for question in one.questionnaire.questions()
        if question.feeds.is_wish
    )


@cache
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


def _word(function: Function, facts: Mapping[str, Fact]) -> Word:
    for fact in _asking(function):
        answer = _value(facts, fact)
        if isinstance(answer, str):
            return _said(function, fact, answer)
    return Word.NOT_ASKED


@cache
def _said(function: Function, fact: str, answer: str) -> Word:
    question = _asking(function)[fact]
    support = support_from([question], {question.id: answer}, perceived={})
    return finding(from_survey(support), function, thresholds=thresholds()).word
