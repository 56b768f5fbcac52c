"""Reading answers, skip logic, facts, alerts, support and timing on a small invented form."""

import datetime as dt
from dataclasses import replace

import pytest

from kithwork.core.questionnaires import (
    NOT_COME_UP,
    REFUSED,
    AnswerOption,
    Block,
    Feeds,
    Pace,
    Question,
    QuestionKind,
    Questionnaire,
    Raised,
    Sitting,
    asked_now,
    facts_from,
    raised_by,
    read_answer,
    seconds_for,
    support_from,
)
from kithwork.core.rules import Fact
from kithwork.core.rules.syntax import FactRef, In
from kithwork.core.scales.errors import AnswerError
from kithwork.core.support.cells import Adequacy
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Asked
from kithwork.core.text import Text


def text(en: str) -> Text:
    return Text(en, f"【{en}】")


def option(code: str, **more) -> AnswerOption:
    return AnswerOption(code=code, label=text(code), **more)


def question(name: str, *options: AnswerOption, kind=QuestionKind.CHOICE, **more) -> Question:
    return Question(
        id=name,
        fact=f"q.{name}",
        kind=kind,
        ask=text(f"what about {name}"),
        why=text("to help"),
        feeds=more.pop("feeds", Feeds(is_wish=True)),
        options=options,
        declining=(option(REFUSED), option(NOT_COME_UP)),
        **more,
    )


FREQUENCY = tuple(option(f"step{step}", value=step) for step in range(5))
MOTHER = question(
    "mother",
    option("here", facts=(("care.mother_away", False),)),
    option("away", facts=(("care.mother_away", True),)),
)
SINCE = question(
    "since",
    kind=QuestionKind.MONTH,
    feeds=Feeds(value_of="care.since"),
    shown_when=In(FactRef("q.mother"), ("away",)),
)
TALKS = tuple(
    option(code, facts=(("care.contact", code),)) for code in ("daily", "weekly", "never")
)
WITH_MOTHER, WITH_FATHER = question("with_mother", *TALKS), question("with_father", *TALKS)
LISTENS = question("listens", *FREQUENCY, feeds=Feeds(function="EM"))
WHO = question(
    "who",
    option("mother", source="family_parent"),
    option("father", source="family_parent"),
    option("classmate", source="classmate"),
    option("someone"),
    option("nobody", is_alone=True),
    kind=QuestionKind.TICKS,
    feeds=Feeds(function="EM"),
)
ENOUGH = question(
    "enough", option("far_too_little"), option("about_right"), feeds=Feeds(function="EM")
)
UNSAFE = question(
    "unsafe",
    option("place", alert="A1"),
    option("hurt", alert="A2"),
    option("nothing", is_alone=True),
    kind=QuestionKind.TICKS,
)
ALL = (MOTHER, SINCE, WITH_MOTHER, WITH_FATHER, LISTENS, WHO, ENOUGH, UNSAFE)
SITTING = Sitting("one", text("the sitting"), (Block("all", text("all"), ALL),))


# ── reading ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "raw", "answer"),
    [
        (LISTENS, "step3", "step3"),
        (LISTENS, 3, "step3"),
        (LISTENS, "3", "step3"),
        (LISTENS, 3.0, "step3"),
        (LISTENS, "【step3】", "step3"),
        (LISTENS, " Step3 ", "step3"),
        (LISTENS, "refused", REFUSED),
        (LISTENS, "not_come_up", NOT_COME_UP),
        (LISTENS, "Not come up", NOT_COME_UP),
        (LISTENS, "", None),
        (LISTENS, None, None),
        (WHO, "mother; classmate", ("mother", "classmate")),
        (WHO, "mother、classmate", ("mother", "classmate")),
        (WHO, "mother,mother", ("mother",)),
        (WHO, "nobody", ("nobody",)),
        (WHO, "refused", REFUSED),
        (SINCE, "2025-09", dt.date(2025, 9, 1)),
        (SINCE, "2025年9月", dt.date(2025, 9, 1)),
        (SINCE, "2025/9/17", dt.date(2025, 9, 1)),
        (SINCE, dt.date(2025, 9, 17), dt.date(2025, 9, 1)),
    ],
)
def test_reading(asked, raw, answer):
    assert read_answer(asked, raw) == answer


@pytest.mark.parametrize(
    ("asked", "raw", "code"),
    [
        (LISTENS, "7", "scales.answer.not_among"),
        (LISTENS, "-1", "scales.answer.not_among"),
        (LISTENS, "often", "scales.answer.not_among"),
        (WHO, "mother; aunt", "scales.answer.not_among"),
        (WHO, "mother; nobody", "scales.answer.alone_with_others"),
        (SINCE, "last year", "scales.answer.not_a_month"),
        (SINCE, "2025-13", "scales.answer.not_a_month"),
        (SINCE, "0025-09", "scales.answer.not_a_month"),
    ],
)
def test_what_is_no_answer_is_refused_without_being_repeated(asked, raw, code):
    with pytest.raises(AnswerError) as refused:
        read_answer(asked, raw)
    assert refused.value.reason.code == code
    assert refused.value.reason.values()["item"] == asked.id
    assert raw not in str(refused.value)


# ── asking ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answer", "is_asked"),
    [(None, False), ("here", False), (REFUSED, False), ("away", True)],
)
def test_a_question_with_a_condition_waits_until_it_is_true(answer, is_asked):
    answers = {"mother": answer}
    assert (SINCE in asked_now(SITTING, answers)) is is_asked
    assert LISTENS in asked_now(SITTING, answers)


# ── facts ───────────────────────────────────────────────────────────────────────────────────


def test_answers_become_facts_with_their_day_and_source():
    on = dt.date(2026, 11, 1)
    answers = {"mother": "away", "since": dt.date(2025, 9, 1), "listens": "step2"}
    facts = facts_from(ALL, answers, on=on, source="survey")
    assert facts == {
        "q.mother": Fact("away", on, "survey"),
        "care.mother_away": Fact(True, on, "survey"),
        "q.since": Fact(dt.date(2025, 9, 1), on, "survey"),
        "care.since": Fact(dt.date(2025, 9, 1), on, "survey"),
        "q.listens": Fact(2, on, "survey"),
    }


def test_ticks_become_a_flag_for_each_option():
    facts = facts_from([WHO], {"who": ("mother",)})
    assert facts["q.who.mother"] == Fact(True)
    assert facts["q.who.classmate"] == Fact(False)


@pytest.mark.parametrize("answer", [None, REFUSED, NOT_COME_UP])
@pytest.mark.parametrize("asked", [MOTHER, LISTENS, WHO])
def test_what_was_not_answered_stays_unknown(asked, answer):
    assert facts_from([asked], {asked.id: answer}) == {}


@pytest.mark.parametrize(
    ("with_mother", "with_father", "contact"),
    [("never", "weekly", "weekly"), ("daily", "never", "daily"), ("weekly", REFUSED, "weekly")],
)
def test_of_two_answers_to_one_fact_the_earlier_option_counts(with_mother, with_father, contact):
    for first, second in ((WITH_MOTHER, WITH_FATHER), (WITH_FATHER, WITH_MOTHER)):
        answers = {"with_mother": with_mother, "with_father": with_father}
        assert facts_from([first, second], answers)["care.contact"] == Fact(contact)


# ── alerts ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (("place",), (Raised("unsafe", "A1"),)),
        (("place", "hurt"), (Raised("unsafe", "A2"),)),
        (("nothing",), ()),
        (REFUSED, ()),
        (None, ()),
    ],
)
def test_the_most_urgent_level_of_a_question_is_raised(answer, raised):
    assert raised_by(ALL, {"unsafe": answer}) == raised


# ── support ─────────────────────────────────────────────────────────────────────────────────


def test_what_is_said_of_a_function():
    answers = {"who": ("mother", "father", "someone"), "enough": "far_too_little"}
    assert support_from(ALL, answers, perceived={"EM": 1.0, "IS": None}) == (
        Asked(
            function=Function.EM,
            enough=Adequacy.FAR_TOO_LITTLE,
            perceived=1.0,
            named=("family_parent",),
        ),
    )


def test_nobody_is_an_answer_and_a_refusal_is_none():
    [nobody] = support_from(ALL, {"who": ("nobody",)}, perceived={})
    assert nobody.named == ()
    [refused] = support_from(ALL, {"who": REFUSED, "enough": "about_right"}, perceived={})
    assert refused.named is None


def test_a_function_of_which_nothing_was_answered_was_not_asked():
    assert support_from(ALL, {"who": REFUSED, "enough": REFUSED}, perceived={"EM": None}) == ()


# ── timing ──────────────────────────────────────────────────────────────────────────────────

PACE = Pace(words=60, characters=60, choice=2, ticks=4, month=6)


def timed(*questions: Question, language: str = "en") -> float:
    sitting = Sitting("one", Text("title", "题目"), (Block("b", Text("block", "部分"), questions),))
    whole = Questionnaire(Text("two words", "四个汉字"), (sitting,))
    return seconds_for(sitting, whole, PACE, language=language)


def test_reading_and_answering_add_up():
    # opening 2, title 1, block 1, question 3, five options 5 words; one second a word; a choice 2
    assert timed(LISTENS) == pytest.approx(4 + 3 + 5 + 2)


def test_options_that_were_read_before_are_not_read_again():
    again = replace(LISTENS, id="again", fact="q.again")
    assert timed(LISTENS, again) - timed(LISTENS) == pytest.approx(3 + 2)


def test_chinese_is_counted_in_characters():
    assert timed(SINCE, language="zh-Hans") == pytest.approx(
        4 + 2 + 2 + len("【what about since】") + 6
    )


def test_every_further_question_takes_time():
    assert timed(*ALL) > timed(*ALL[:-1])
