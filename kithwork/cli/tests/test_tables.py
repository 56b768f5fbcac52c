"""The table that statistical commands take: formats, conditions, and refusals with their place."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.tables import takes_a_table
from kithwork.core.columns import Columns

FILE = "case,measure,value\nLin,a,1\nLin,b,2\nZhang,a,x\nZhang,b,NA\n"


@click.command()
@takes_a_table
@click.option("--value", required=True)
def mean(table: Columns, value: str) -> None:
    numbers = [one for one in table.numbers(value) if one is not None]
    click.echo(sum(numbers) / len(numbers))


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: str, given: str = FILE) -> Result:
    return CliRunner().invoke(mean, ["-", "--value", "value", *arguments], input=given)


def test_conditions_repeat() -> None:
    assert run("--where", "case=Lin").stdout == "1.5\n"
    assert run("--where", "case=Lin", "--where", "measure=b").stdout == "2.0\n"


def test_every_fault_is_told_with_file_row_and_column() -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "standard input, row 4, column value: this is no number" in result.stderr
    assert "row 5, column value" in result.stderr


def test_a_text_may_be_declared_missing() -> None:
    asked = ("--missing-as", "NA", "--missing-as", "x")
    assert run(*asked).stdout == "1.5\n"
    result = run(*asked, "--where", "case=Zhang")
    assert result.exit_code == 2
    assert "column value: no row has a value" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--value", "score"), "column score: the file has no such column; it has: case, measure"),
        (("--where", "case"), "“case” is no condition"),
        (("--where", "case=Wang"), "column case: no row has “Wang”"),
        (("--where", "class=1"), "column class: the file has no such column"),
    ],
)
def test_what_is_not_in_the_file_is_refused(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "marks.csv").write_text(FILE)
    for file, said in (
        ("marks.csv", "marks.csv, row 4"),
        ("gone.csv", "gone.csv, the file cannot"),
    ):
        result = CliRunner().invoke(mean, [str(tmp_path / file), "--value", "value"])
        assert result.exit_code == 2
        assert said in result.stderr


def test_excel_and_spss_say_the_same(tmp_path: Path) -> None:
    from pandas import DataFrame
    from pyreadstat import write_sav

    from kithwork.files.tables.writing import Table, xlsx_bytes

    rows = [[1, 4.0], [1, 99.0], [2, 7.0]]
    write_sav(
        DataFrame(rows, columns=["case", "value"]),
        tmp_path / "a.sav",
        variable_value_labels={"case": {1: "Lin", 2: "Zhang"}},
        missing_ranges={"value": [99]},
    )
    book = [["Lin", 4.0], ["Lin", None], ["Zhang", 7.0]]
    (tmp_path / "a.xlsx").write_bytes(xlsx_bytes([Table("a", ["case", "value"], book)]))
    for name in ("a.sav", "a.xlsx"):
        for asked, expected in ((("--where", "case=Lin"), "4.0\n"), ((), "5.5\n")):
            result = CliRunner().invoke(mean, [str(tmp_path / name), "--value", "value", *asked])
            assert result.stdout == expected
