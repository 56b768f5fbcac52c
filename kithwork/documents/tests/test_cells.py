"""What is printed in a cell."""

import pytest

from kithwork.documents.cells import Mark, cell_text, is_number, number_text


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (0, 0, "0"),
        (1044, 0, "1,044"),
        (1234567.891, 2, "1,234,567.89"),
        (-0.523, 2, "−0.52"),
        (-0.004, 2, "0.00"),
        (-0.0, 1, "0.0"),
        (2.5, 0, "2"),
        (3.5, 0, "4"),
    ],
)
def test_numbers(value: float, decimals: int, printed: str) -> None:
    assert number_text(value, decimals=decimals) == printed


@pytest.mark.parametrize(
    ("mark", "english", "chinese"),
    [
        (Mark.SUPPRESSED, "1–4", "1–4"),
        (Mark.WITHHELD, "×", "×"),
        (Mark.NOT_ASKED, "not asked", "未询问"),
        (Mark.NOT_COMPUTED, "not computable", "无法计算"),
    ],
)
def test_marks_say_why_there_is_no_number(mark: Mark, english: str, chinese: str) -> None:
    assert cell_text(mark, decimals=0, language="en") == english
    assert cell_text(mark, decimals=0, language="zh-Hans") == chinese


@pytest.mark.parametrize("cell", [True, None, float("nan"), float("inf"), "1", Mark.NOT_ASKED])
def test_what_is_no_number(cell: object) -> None:
    assert not is_number(cell)
