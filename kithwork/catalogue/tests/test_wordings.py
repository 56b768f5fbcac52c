"""The official wording of a scale: what a file may say, and every fault by its row and column."""

from dataclasses import replace

import pytest

from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.worded import worded
from kithwork.catalogue.wordings import LARGEST, WordingError, read_wording
from kithwork.core.questionnaires import asked_now
from kithwork.core.text import Text

HEAD = (
    "item,answer,en,zh-Hans",
    "@instrument,,phq-2,",
    "@source,,A form of the test,",
    "@confirmed_by,,Luo Ping,",
    "@confirmed_on,,2026-11-10,",
)
BODY = (
    ",0,never,从不",
    ",1,some days,有几天",
    ",2,most days,多数日子",
    ",3,each day,每天",
    "1,,First invented question,第一个虚构问题",
    "2,,Second invented question,第二个虚构问题",
)
YAML = """
instrument: phq-2
source: A form of the test
confirmed_by: Luo Ping
confirmed_on: 2026-11-10
answers:
  "0": {zh-Hans: 从不}
  "1": {zh-Hans: 有几天}
  "2": {zh-Hans: 多数日子}
  "3": {zh-Hans: 每天}
items:
  "1": {zh-Hans: 第一个虚构问题}
  "2": {zh-Hans: 第二个虚构问题}
"""


def read(*lines: str):
    return read_wording("\n".join(lines).encode(), name="wording.csv")


def faults(*lines: str) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(WordingError) as refusal:
        read(*lines)
    return [
        (one.row, one.column, one.reason.code.rpartition(".")[2]) for one in refusal.value.faults
    ]


def test_a_table_becomes_questions_with_the_numbers_of_the_key():
    wording = read(*HEAD, *BODY)
    assert wording.languages == ("en", "zh-Hans")
    entry = worded(instruments()["phq-2"], wording)
    [sitting] = entry.questionnaire.sittings
    first, second = sitting.questions
    assert (first.id, second.id) == ("1", "2")
    assert first.ask == Text("First invented question", "第一个虚构问题")
    assert [(one.code, one.value) for one in first.options] == [
        ("0", 0),
        ("1", 1),
        ("2", 2),
        ("3", 3),
    ]
    assert second.options[3].label.zh_hans == "每天"


def test_yaml_says_the_same_and_one_language_is_enough():
    wording = read_wording(YAML.encode(), name="wording.yaml")
    assert wording.languages == ("zh-Hans",)
    entry = worded(instruments()["phq-2"], wording)
    assert next(entry.questionnaire.questions()).ask.en == "第一个虚构问题"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((*HEAD, *BODY, "1,,Once more,"), (12, "item", "twice")),
        ((*HEAD, *BODY, "3,,A third,第三"), (12, "item", "no_such_item")),
        ((*HEAD, *BODY, ",4,too many,"), (12, "answer", "no_such_answer")),
        ((*HEAD, *BODY, "2,9,wrong,"), (12, "answer", "no_such_answer")),
        ((*HEAD, *BODY, "7,1,wrong,"), (12, "item", "no_such_item")),
        ((*HEAD, *BODY, "@licences,,x,"), (12, "item", "unknown_head")),
        ((*HEAD, *BODY, "1,3,,"), (12, "en", "without_words")),
        ((*HEAD, *BODY[:-1]), (None, "item", "item_missing")),
        ((*HEAD, *BODY[1:]), (None, "answer", "answer_missing")),
        ((*HEAD[:2], *HEAD[3:], *BODY), (None, None, "no_head")),
        ((*HEAD[:4], "@confirmed_on,,20.11.2026,", *BODY), (5, "en", "no_day")),
        ((HEAD[0], "@instrument,,phq-99,", *HEAD[2:], *BODY), (2, "en", "no_such_instrument")),
        ((HEAD[0], "@instrument,,ssm-16,", *HEAD[2:], *BODY), (2, "en", "is_our_own")),
        (("question,text", "1,x"), (1, None, "columns")),
        ((*HEAD, *BODY[:4], "1,,Only English,", "2,,,只有中文"), (None, None, "no_language")),
    ],
)
def test_each_fault_names_its_row_and_column(lines, expected):
    assert expected in faults(*lines)


def test_all_faults_are_named_at_once_and_never_what_stood_there():
    with pytest.raises(WordingError) as refusal:
        read(*HEAD, *BODY, "1,,Xiaoyu is hungry,", "8,,Xiaoyu again,")
    assert len(refusal.value.faults) == 2
    assert "Xiaoyu" not in str(refusal.value)


def test_a_scale_that_belongs_to_others_needs_its_licence():
    lines = (HEAD[0], "@instrument,,ssrs,", *HEAD[2:])
    codes = [code for _row, _column, code in faults(*lines)]
    assert "no_licence" in codes
    with_licence = faults(*lines, "@licence,,By letter of the author,")
    assert "no_licence" not in [code for _row, _column, code in with_licence]


def test_an_unknown_version_is_refused():
    assert (None, None, "unknown_version") in faults(*HEAD, "@version,,of 1999,", *BODY)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe\x00", "not_utf8"), (b"x" * (LARGEST + 1), "too_large")],
)
def test_what_is_no_text_or_too_much_is_refused(content, code):
    with pytest.raises(WordingError) as refusal:
        read_wording(content, name="a.csv")
    assert refusal.value.faults[0].reason.code == f"surveys.wording.{code}"


def test_a_broken_yaml_names_its_line():
    with pytest.raises(WordingError) as refusal:
        read_wording(b"instrument: phq-2\nitems: [", name="a.yaml")
    assert refusal.value.faults[0].row is not None


def test_what_follows_an_answer_is_asked_only_after_it():
    key_items = {"1": "often", "2": "often", "3": "yes", "3a": "how", "4": "yes", "5": "yes"}
    lines = [HEAD[0], "@instrument,,usda-6,", *HEAD[2:]]
    lines += [f"{item},,Invented {item},虚构 {item}" for item in key_items]
    entry = worded(instruments()["usda-6"], read(*lines))
    [sitting] = entry.questionnaire.sittings
    asked = {one.id for one in asked_now(sitting, {"3": "no"})}
    assert "3a" not in asked
    assert "3a" in {one.id for one in asked_now(sitting, {"3": "yes"})}


def test_a_wording_that_lacks_an_item_of_the_key_fits_no_more():
    wording = read(*HEAD, *BODY)
    old = replace(wording, asks={"1": wording.asks["1"]})
    assert worded(instruments()["phq-2"], old) is None
