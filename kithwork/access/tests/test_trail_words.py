"""Codes of the trail that are put together when an action runs, in words."""

import pytest

from kithwork.access import trail_words as words


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("posted.worker", "posted as: Case worker", "任命为个案社工"),
        ("ended.homeroom", "posting ended: Homeroom teacher", "结束任职：班主任"),
        ("raised.a2", "raised: raised, same day", "发出提醒：较高，当天处理"),
        ("graduated", "finished school", "毕业"),
        ("tie.own", "accompanies the student", "开始陪伴该学生"),
        ("", "", ""),
    ],
)
def test_a_reason_is_said(code: str, english: str, chinese: str) -> None:
    assert words.reason_in_words(code, "en") == english
    assert words.reason_in_words(code, "zh-Hans") == chinese


def test_a_fact_and_an_instrument_are_called_by_their_own_names() -> None:
    assert words.field_in_words("care.mother_away", "zh-Hans") != "care.mother_away"
    assert words.field_in_words("phq-9", "en") == "PHQ-9"


@pytest.mark.parametrize("said", [words.kind_in_words, words.field_in_words, words.reason_in_words])
def test_what_has_no_word_any_more_is_shown_as_it_was_written(said) -> None:  # type: ignore[no-untyped-def]
    assert said("of_old.times", "en") == "of_old.times"
