"""Typed reading: each reader gives its type or refuses at the place."""

import datetime as dt

import pytest

from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError, Node
from kithwork.core.text import Text


def node_of(text: str) -> Node:
    return parse(f"a: {text}", file="a.yaml").pairs()["a"]


READERS = {
    "text": Node.text,
    "string": Node.string,
    "number": Node.number,
    "whole": Node.whole,
    "flag": Node.flag,
    "date": Node.date,
    "items": Node.items,
    "pairs": Node.pairs,
    "scalar": Node.scalar,
}
READS = {
    "{en: Yes, zh-Hans: 是}": {"text": Text("Yes", "是"), "pairs": ...},
    "word": {"string": "word", "scalar": "word"},
    "1.5": {"number": 1.5, "scalar": 1.5},
    "2": {"number": 2, "whole": 2, "scalar": 2},
    "true": {"flag": True, "scalar": True},
    "2026-09-01": {"date": dt.date(2026, 9, 1), "scalar": dt.date(2026, 9, 1)},
    "[]": {"items": ()},
    "null": {"scalar": None},
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("written", READS)
def test_each_reader_takes_its_own_kind_and_no_other(written: str, reader: str) -> None:
    expected = READS[written]
    read = READERS[reader]
    if reader not in expected:
        with pytest.raises(CatalogueError, match=r"^a\.yaml, line 1, a"):
            read(node_of(written))
    elif expected[reader] is not ...:
        assert read(node_of(written)) == expected[reader]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{abscences: 1}", "a.abscences: unknown key “abscences”; did you mean “absences”?"),
        ("{zzz: 1}", "a.zzz: unknown key “zzz”; known are: absences, since"),
        ("{since: 1}", "a: the key “absences” is missing"),
        ("[1]", "a: here must stand a mapping of keys and values"),
    ],
)
def test_a_mapping_refuses_unknown_and_missing_keys(text: str, message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        node_of(text).mapping(required=["absences"], optional=["since"])
    assert str(caught.value) == f"a.yaml, line 1, {message}"


def test_an_optional_key_may_be_absent_or_null() -> None:
    fields = node_of("{b: 1, c: null}").mapping(optional=["b", "c", "d"])
    assert [fields.maybe(key, Node.whole, 7) for key in "bcd"] == [1, 7, 7]


@pytest.mark.parametrize(
    ("text", "read", "code"),
    [
        ("''", Node.string, "catalogue.empty"),
        ("{en: '', zh-Hans: 是}", Node.text, "catalogue.empty"),
        ("{en: Yes}", Node.text, "catalogue.missing_key"),
        ("mid", lambda node: node.string(among=["low", "high"]), "catalogue.unknown_among"),
        ("hgih", lambda node: node.string(among=["low", "high"]), "catalogue.unknown_near"),
        ("0", lambda node: node.whole(at_least=1), "catalogue.too_small"),
        ("[1]", lambda node: node.items(at_least=2), "catalogue.too_few"),
        ("[x, y, x]", Node.strings, "catalogue.twice"),
    ],
)
def test_a_value_outside_what_is_allowed_is_refused(text: str, read, code: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(node_of(text))
    assert caught.value.reason.code == code


def test_a_number_keeps_how_it_was_written() -> None:
    assert node_of("36.30").written == "36.30"
