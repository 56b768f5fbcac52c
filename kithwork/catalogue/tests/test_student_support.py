"""Our own questionnaires: the texts, what they feed, how long they take, what they raise."""

import datetime as dt
import re

import pytest

from kithwork.catalogue.facts import definitions
from kithwork.catalogue.instruments import fact_definitions, instruments
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.scale_conventions import conventions
from kithwork.catalogue.support import sources, thresholds
from kithwork.core.questionnaires import (
    NOT_COME_UP,
    REFUSED,
    QuestionKind,
    asked_now,
    facts_from,
    raised_by,
    seconds_for,
    support_from,
)
from kithwork.core.rules import check_facts, leaves
from kithwork.core.rules.syntax import facts_of
from kithwork.core.scales import score
from kithwork.core.support.cells import Aspect
from kithwork.core.support.findings import finding
from kithwork.core.support.survey import from_survey

OWN = ("ssm-16", "student-support")
GROUPS = [
    "money", "family", "feelings", "self", "friends", "study", "information", "body", "safety",
]  # fmt: skip


def questionnaire(code="student-support"):
    return instruments()[code].questionnaire


def questions(code="student-support"):
    return tuple(questionnaire(code).questions())


def asked(name, code="student-support"):
    return next(question for question in questions(code) if question.id == name)


def texts(code):
    """Every wording that a student may read."""
    whole = questionnaire(code)
    yield whole.opening
    for sitting in whole.sittings:
        yield sitting.title
        yield from (block.title for block in sitting.blocks)
    for question in questions(code):
        yield from (question.ask, question.why)
        yield from (option.label for option in (*question.options, *question.declining))
        if question.lead is not None:
            yield question.lead


# ── time ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", OWN)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_no_sitting_takes_more_than_six_minutes(code, language):
    whole = questionnaire(code)
    for sitting in whole.sittings:
        seconds = seconds_for(sitting, whole, conventions().pace, language=language)
        assert 60 < seconds <= conventions().sitting_seconds == 360, sitting.id


def test_the_survey_has_two_sittings():
    assert [sitting.id for sitting in questionnaire().sittings] == ["home", "people"]


# ── wording ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", OWN)
def test_the_first_line_says_what_for_and_that_no_hardship_level_changes(code):
    opening = questionnaire(code).opening
    assert "change no hardship level" in " ".join(opening.en.split())
    assert "不会改变任何困难认定等级" in opening.zh_hans


@pytest.mark.parametrize("code", OWN)
def test_questions_are_short_enough_for_a_twelve_year_old(code):
    for question in questions(code):
        assert len(question.ask.en.split()) <= 16, question.id
        assert len(question.ask.zh_hans) <= 26, question.id


@pytest.mark.parametrize("code", OWN)
def test_no_label_no_jargon_no_stigma(code):
    forbidden = re.compile(
        r"贫困|诊断|评估|留守|困难学生|个案|at.risk|diagnos|disorder|needy|left.behind|client", re.I
    )
    for text in texts(code):
        assert not forbidden.search(text.en), text.en
        assert not forbidden.search(text.zh_hans.replace("困难认定等级", "")), text.zh_hans


@pytest.mark.parametrize("code", OWN)
def test_chinese_has_chinese_punctuation(code):
    for text in texts(code):
        assert not re.search(r"[,;:?!()]|\.$", text.zh_hans), text.zh_hans


@pytest.mark.parametrize("code", OWN)
def test_every_question_says_why_and_can_be_refused(code):
    for question in questions(code):
        assert question.why.en, question.id
        assert question.declining[0].code == REFUSED


def test_ssm_16_has_four_items_who_and_enough_for_each_function():
    by_function = {}
    for question in questions("ssm-16"):
        by_function.setdefault(question.feeds.function, []).append(question.id)
    assert by_function == {
        "EM": ["1", "2", "3", "4", "who_EM", "enough_EM"],
        "IS": ["5", "6", "7", "8", "who_IS", "enough_IS"],
        "IN": ["9", "10", "11", "12", "who_IN", "enough_IN"],
        "AP": ["13", "14", "15", "16", "who_AP", "enough_AP"],
    }


def test_ssm_16_did_not_come_up_where_a_moment_need_not_come():
    may = {one.id for one in questions("ssm-16") if NOT_COME_UP in {d.code for d in one.declining}}
    assert may == {"1", "4", "5", "6", "7", "8", "9", "11", "15"}


def test_the_survey_asks_ssm_16_in_the_same_words():
    for question in questions("ssm-16"):
        taken = asked(f"ssm_{question.id}")
        assert (taken.ask, taken.fact, taken.why) == (question.ask, question.fact, question.why)


# ── what it feeds ───────────────────────────────────────────────────────────────────────────


def test_each_group_is_asked_first_and_its_ticks_only_where_it_is_not_no():
    gates = [question.id for question in questions() if f"{question.id}_what" in ids()]
    assert gates == GROUPS
    for group in GROUPS:
        ticks = asked(f"{group}_what")
        for answer, is_asked in (
            ("no", False),
            ("a_little", True),
            ("a_lot", True),
            (REFUSED, False),
        ):
            home = questionnaire().sittings[0]
            assert (ticks in asked_now(home, {group: answer})) is is_asked


def ids():
    return {question.id for question in questions()}


def test_every_need_of_the_taxonomy_can_be_told():
    fed = {code for question in questions() for code in question.feeds.needs}
    assert fed == set(need_entries())


def test_a_group_feeds_the_needs_of_its_ticks():
    for group in GROUPS:
        ticked = {option.need for option in asked(f"{group}_what").options if option.need}
        assert set(asked(group).feeds.needs) == ticked


def test_every_fact_that_is_fed_is_in_the_vocabulary():
    known = {**definitions(), **fact_definitions()}
    types = {name: one.type for name, one in known.items()}
    for question in questions():
        for option in question.options:
            facts = facts_from([question], {question.id: chosen(question, option.code)})
            check_facts(facts, types)


def chosen(question, code):
    return (code,) if question.kind is QuestionKind.TICKS else code


def test_months_are_dates_of_the_vocabulary():
    answers = {"mother_since": dt.date(2025, 9, 1), "father_since": dt.date(2024, 2, 1)}
    facts = facts_from(questions(), answers)
    assert facts["care.mother_away_since"].value == dt.date(2025, 9, 1)
    assert {"care.mother_away_since", "care.father_away_since"} <= set(definitions())


def test_people_named_are_rows_of_the_support_matrix():
    named = {
        option.source for question in questions() for option in question.options if option.source
    }
    assert named <= set(sources())
    assert {"family_parent", "teacher_homeroom", "agency", "community_village"} <= named


def test_skip_logic_rests_on_earlier_questions_of_the_same_sitting():
    for sitting in questionnaire().sittings:
        seen = set()
        for question in sitting.questions:
            if question.shown_when is not None:
                read = {fact for leaf in leaves(question.shown_when) for fact in facts_of(leaf)}
                assert read <= seen, question.id
            seen.add(question.fact)


# ── stories ─────────────────────────────────────────────────────────────────────────────────


def test_both_parents_away():
    answers = {
        "carer": "grandparent",
        "mother": "away_work",
        "mother_since": dt.date(2025, 2, 1),
        "mother_talks": "monthly",
        "father": "away_work",
        "father_talks": "several_a_week",
    }
    home = questionnaire().sittings[0]
    shown = {question.id for question in asked_now(home, answers)}
    assert {"mother_since", "mother_talks", "father_since", "father_talks"} <= shown
    assert not {"mother_able", "father_able"} & shown
    facts = facts_from(home.questions, answers)
    assert facts["care.mother_away"].value is True
    assert facts["care.father_away"].value is True
    assert facts["care.arrangement"].value == "grandparent"
    assert facts["care.parent_contact"].value == "weekly"  # the parent she hears more often


def test_one_parent_away_asks_whether_the_other_is_well():
    home = questionnaire().sittings[0]
    shown = {one.id for one in asked_now(home, {"mother": "with_me", "father": "away_work"})}
    assert "mother_able" in shown
    assert "father_able" not in shown
    facts = facts_from(home.questions, {"mother_able": "no"})
    assert facts["care.mother_able"].value is False


def test_parents_who_are_not_away_are_not_asked_since_when():
    home = questionnaire().sittings[0]
    shown = {one.id for one in asked_now(home, {"mother": "with_me", "father": "not_around"})}
    assert not {"mother_since", "mother_talks", "father_since", "father_talks"} & shown


@pytest.mark.parametrize(
    ("ticked", "level"),
    [("hurt", "A2"), ("thoughts", "A2"), ("tell_a_person", "A2"), ("place", "A1"), ("left", "A1"),
     ("online", "A1")],
)  # fmt: skip
def test_a_safety_answer_brings_a_person(ticked, level):
    [raised] = raised_by(questions(), {"safety_what": (ticked,)})
    assert (raised.question, raised.level) == ("safety_what", level)


def test_feeling_unsafe_often_brings_a_person_although_nothing_more_is_said():
    [raised] = raised_by(questions(), {"safety": "a_lot", "safety_what": REFUSED})
    assert (raised.question, raised.level) == ("safety", "A1")
    assert raised_by(questions(), {"safety": "no"}) == ()


def test_every_safety_tick_brings_a_person():
    assert all(option.alert for option in asked("safety_what").options)


def test_the_worked_vector_of_the_specification():
    answers = {"who_EM": ("mother", "classmate"), "enough_EM": "too_little"}
    items = {"1": 1, "2": 0, "3": 2, "4": NOT_COME_UP}
    scores = score(instruments()["ssm-16"].instrument, items).scores
    said = support_from(questions("ssm-16"), answers, perceived=scores)
    matrix = from_survey(said)
    assert [(cell.source, cell.aspect, cell.level, cell.received) for cell in matrix.cells] == [
        ("family_parent", Aspect.PERCEIVED, 1.0, None),
        ("classmate", Aspect.PERCEIVED, 1.0, None),
    ]
    assert finding(matrix, said[0].function, thresholds=thresholds()).word == "some_gap"


def test_the_wish_to_talk_is_asked_in_both_sittings():
    for sitting in questionnaire().sittings:
        last = sitting.questions[-1]
        assert last.feeds.is_wish
        assert [option.code for option in last.options] == ["yes", "not_now", "no"]
