"""Words: every code in both languages, values shown as a reader expects them."""

import datetime as dt
import re

import pytest

from kithwork.catalogue.located import parse, read_catalogue
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.words import MissingWordError, areas, read_words, say, shown
from kithwork.core.reasons import Reason
from kithwork.core.text import Text

HALF_WIDTH = re.compile("[\u4e00-\u9fff”][,:;!?()]|[,:;!?(][\u4e00-\u9fff]")


@pytest.mark.parametrize("area", areas())
def test_every_word_has_both_languages_and_the_same_placeholders(area: str) -> None:
    assert read_words(read_catalogue(f"words/{area}.yaml"))


@pytest.mark.parametrize("area", areas())
def test_chinese_wording_keeps_the_house_rules(area: str) -> None:
    for code, text in read_words(read_catalogue(f"words/{area}.yaml")).items():
        assert "贫困生" not in text.zh_hans, code
        assert not HALF_WIDTH.search(text.zh_hans), f"{code}: half-width punctuation in Chinese"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (3, "3", "3"),
        (3.0, "3", "3"),
        (36.305, "36.3", "36.3"),
        (True, "yes", "是"),
        (None, "not known", "不详"),
        (dt.date(2026, 3, 1), "1 March 2026", "2026年3月1日"),
        ("14", "14", "14"),
        (Text("aunt", "姑姑"), "aunt", "姑姑"),
        (Reason.of("catalogue.empty"), "the text is empty", "文字为空"),
    ],
)
def test_a_value_is_shown_as_a_reader_expects(value, english: str, chinese: str) -> None:
    assert (shown(value, "en"), shown(value, "zh-Hans")) == (english, chinese)


def test_a_reason_is_said_with_its_values() -> None:
    reason = Reason.of("catalogue.unknown", what="catalogue.what.fact", name="x")
    assert say(reason, "en") == "unknown fact “x”"
    assert say(reason, "zh-hans") == "没有这个事实：“x”"
    assert say(reason, "en", name="y") == "unknown fact “y”"


def test_a_value_is_never_read_as_a_sentence() -> None:
    assert say("catalogue.unknown", "en", what="catalogue.what.fact", name="{x}") == (
        "unknown fact “{x}”"
    )


@pytest.mark.parametrize(("n", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
def test_english_knows_one_and_many(n: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = read_words(
        parse("t.rows: {en: '{n} {n:row|rows}', zh-Hans: '{n} 行'}", file="words/t.yaml")
    )
    monkeypatch.setattr("kithwork.catalogue.words._area", lambda area: words)
    assert (say("t.rows", "en", n=n), say("t.rows", "zh", n=n)) == (said, f"{n} 行")


@pytest.mark.parametrize("code", ["catalogue.no_such_word", "nowhere.word", "../secret.word"])
def test_a_missing_word_is_an_error(code: str) -> None:
    with pytest.raises(MissingWordError, match="no words for"):
        say(code, "en")


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(MissingWordError, match=r"catalogue\.too_small.*at_least"):
        say("catalogue.too_small", "en")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("t.a: {en: '{n} rows', zh-Hans: 行}", "catalogue.placeholders_differ"),
        ("t.a: {en: '{n', zh-Hans: '{n'}", "catalogue.bad_placeholder"),
        ("t.a: {en: '{n.x}', zh-Hans: '{n.x}'}", "catalogue.bad_placeholder"),
        ("t.a: {en: '{}', zh-Hans: '{}'}", "catalogue.bad_placeholder"),
        ("t.a: {en: rows}", "catalogue.missing_key"),
        ("u.a: {en: rows, zh-Hans: 行}", "catalogue.word_of_other_area"),
    ],
)
def test_words_that_are_not_right_are_refused(line: str, code: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_words(parse(line, file="words/t.yaml"))
    assert caught.value.reason.code == code
