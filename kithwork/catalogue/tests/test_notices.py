"""The notices are read whole, in both languages, and chosen by age."""

import pytest

from kithwork.catalogue.located import parse
from kithwork.catalogue.notices import notices, read_notice
from kithwork.catalogue.reading import CatalogueError

HEAD = """
id: n
version: 1
source: s
checked_by: c
reviewed_on: 2026-11-22
label: {en: n, zh-Hans: 书}
guardian: {title: {en: t, zh-Hans: 题}, paragraphs: [{en: p, zh-Hans: 段}]}
"""
ONE = (
    "student: [{{from_age: {age}, title: {{en: t, zh-Hans: 题}},"
    " paragraphs: [{{en: '{said}', zh-Hans: 段}}]}}]"
)


def test_every_notice_says_that_no_has_no_consequence() -> None:
    for notice in notices().values():
        for text in (*notice.student, notice.guardian):
            whole = " ".join(one.en for one in text.paragraphs)
            assert "no consequence" in whole or "nothing changes" in whole
            assert "{contact}" in whole


@pytest.mark.parametrize(("age", "from_age"), [(None, 0), (9, 0), (13, 0), (14, 14), (30, 14)])
def test_the_reading_follows_the_age(age: int | None, from_age: int) -> None:
    assert notices()["survey.support"].for_age(age).from_age == from_age


@pytest.mark.parametrize(("age", "said"), [(3, "p"), (0, "{name}"), (0, "{")])
def test_what_cannot_be_filled_in_is_refused(age: int, said: str) -> None:
    text = HEAD + ONE.format(age=age, said=said)
    with pytest.raises(CatalogueError):
        read_notice(parse(text, file="n.yaml"))
