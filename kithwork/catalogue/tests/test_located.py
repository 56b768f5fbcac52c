"""The strict YAML of the catalogue: what it reads, what it refuses, and where it says so."""

import datetime as dt

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.catalogue import located
from kithwork.catalogue.located import parse, read_path
from kithwork.catalogue.reading import CatalogueError


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("12", 12),
        ("-3", -3),
        ("0.50", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("null", None),
        ("", None),
        ("2026-09-01", dt.date(2026, 9, 1)),
        ('"12"', "12"),
        # what YAML 1.1 would turn into something else stays the text it is
        ("no", "no"),
        ("on", "on"),
        ("007", "007"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("1234567890123456789", "1234567890123456789"),
    ],
)
def test_a_scalar_is_what_it_looks_like(written: str, expected: object) -> None:
    content = parse(f"a: {written}", file="a.yaml").plain()
    assert content == {"a": expected}
    assert type(content["a"]) is type(expected)


REFUSALS = [
    ("a:\n  b: 1\n  c: 2\n  b: 3\n", "catalogue.key_twice", 4, "a"),
    ("a: &x 1\n", "catalogue.no_aliases", 1, "a"),
    ("b: 1\na: *x\n", "catalogue.no_aliases", 2, "a"),
    ("<<: {a: 1}\n", "catalogue.no_aliases", 1, ""),
    ("b: 1\na: [1, !!str 5]\n", "catalogue.no_tags", 2, "a[1]"),
    ("? [a]\n: 1\n", "catalogue.key_not_text", 1, ""),
    ("a: 1\n---\nb: 2\n", "catalogue.second_document", 2, ""),
    ("# nothing\n", "catalogue.no_content", 2, ""),
    ("a: 1e999\n", "catalogue.not_finite", 1, "a"),
    ("b: 1\na:\n  - 2026-02-30\n", "catalogue.no_such_date", 3, "a[0]"),
    ("a: 1\nb: {c: 1\n", "catalogue.not_yaml", 3, ""),
    ("a: \x00\n", "catalogue.not_yaml", 1, ""),
    ("a: " + "[" * 50 + "]" * 50, "catalogue.too_deep", 1, "a" + "[0]" * 40),
]


@pytest.mark.parametrize(("text", "code", "line", "key"), REFUSALS)
def test_a_refusal_names_line_and_key(text: str, code: str, line: int, key: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        parse(text, file="a.yaml")
    error = caught.value
    assert (error.reason.code, error.place.line, error.place.key) == (code, line, key)
    assert str(error).startswith(f"a.yaml, line {line}")
    assert error.said_in("zh-Hans").startswith(f"a.yaml，第 {line} 行")


def test_the_parser_written_in_python_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, 'x', {b: 2026-09-01}]\nc: |\n  two\n  lines\n"
    fast = parse(text, file="a.yaml")
    monkeypatch.setattr(located, "_LOADER", yaml.SafeLoader)
    assert parse(text, file="a.yaml") == fast


def test_a_value_stands_on_the_line_of_its_key() -> None:
    node = parse("a:\n  b:\n    c: 1\n", file="a.yaml").pairs()["a"].pairs()["b"]
    assert (node.place.line, node.place.key) == (2, "a.b")


def test_a_file_of_the_users_own_is_named_as_the_user_named_it(tmp_path) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes("\ufeffa: 姓名\n".encode())
    assert read_path(path).plain() == {"a": "姓名"}

    path.write_bytes("a: 姓名\n".encode("gb18030"))
    with pytest.raises(CatalogueError, match=r"map\.yaml, line 1: the file is not in UTF-8"):
        read_path(path)
    with pytest.raises(CatalogueError, match=r"none\.yaml, line 1: the file cannot be read"):
        read_path(tmp_path / "none.yaml")


def test_a_file_too_large_to_be_written_by_hand_is_refused(tmp_path) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(b"a" * (2 * 1024 * 1024 + 1))
    with pytest.raises(CatalogueError, match="larger than 2 MB"):
        read_path(path)


def refusal(text: str) -> CatalogueError | None:
    try:
        parse(text, file="a.yaml").plain()
    except CatalogueError as error:
        return error
    return None


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("[]{}:,-#&*!|>'\"%@\n ")))
def test_whatever_is_written_is_read_or_refused_with_its_place(text: str) -> None:
    if error := refusal(text):
        assert str(error).startswith(f"a.yaml, line {error.place.line}")
        assert 1 <= error.place.line <= len(text.splitlines()) + 1
