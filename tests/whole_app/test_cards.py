"""A wide table that becomes cards on a phone: a number at the head of a row says what it counts."""

import re
from pathlib import Path

import pytest

import kithwork

PACKAGE = Path(kithwork.__file__).parent
CARDS = [
    path
    for path in sorted(PACKAGE.rglob("templates/**/*.html"))
    if "kw-table--cards" in path.read_text("utf-8")
]
NUMBERED = re.compile(r'<th scope="row" class="kw-num"([^>]*)>')


def test_there_are_such_tables() -> None:
    assert any(NUMBERED.search(path.read_text("utf-8")) for path in CARDS)


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.name)
def test_a_number_that_heads_a_card_has_its_label(path: Path) -> None:
    heads = NUMBERED.findall(path.read_text("utf-8"))
    assert [one for one in heads if "data-label=" not in one] == []
