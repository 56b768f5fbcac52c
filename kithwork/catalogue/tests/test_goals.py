"""The lexicons of the catalogue on goals as people write them, and every code said."""

import re
from pathlib import Path

import pytest

import kithwork.core.goals as core
from kithwork.catalogue.goals import lexicons
from kithwork.catalogue.words import word
from kithwork.core.goals.smart import is_measured, vague_words


@pytest.mark.parametrize(
    "statement",
    [
        "study at her desk 4 evenings a week for 30 minutes",
        "raise her hand once a week",
        "attend class every day",
        "get at least 60 in maths",
        "和两位同学一起吃午饭",
        "数学达到60分以上",
        "每周主动发言1次",
        "写作业每周4天，每天30分钟",
        "三个月内还清饭卡欠款",
    ],
)
def test_measured_goals(statement: str) -> None:
    assert is_measured(statement, lexicons())


@pytest.mark.parametrize(
    "statement",
    ["study hard", "十分努力学习", "三月一日前", "2027年3月", "by 2027-05-01", "第一次见面"],
)
def test_wishes_and_dates_are_not_measures(statement: str) -> None:
    assert not is_measured(statement, lexicons())


@pytest.mark.parametrize("banned", ["提高", "改善", "加强", "增进", "improve", "better"])
def test_the_vague_words_of_g2(banned: str) -> None:
    assert vague_words(f"to {banned} things", lexicons()) == (banned,)


def test_every_code_of_the_core_has_its_words() -> None:
    text = "".join(path.read_text() for path in Path(core.__file__).parent.glob("*.py"))
    codes = set(re.findall(r'"(goals\.[a-z_.]+[a-z_])"', text))
    codes |= {f"goals.anchor.{c}" for c in re.findall(r'_say\(\s*"([a-z_]+)"', text)}
    codes |= {"goals.anchor.less_than", "goals.anchor.more_than"}
    codes |= {"goals.anchor.or_more", "goals.anchor.or_less"}
    assert len(codes) > 35
    for code in codes:
        assert word(code).en
