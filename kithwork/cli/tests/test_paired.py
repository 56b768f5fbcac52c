"""`kithwork paired`: the document, the lines to read, and what is refused."""

import json

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.paired import paired

GOOD = "student,t0,t1,sex\n1,12,9,F\n2,15,11,M\n3,9,9,F\n4,,8,M\n5,14,8,F\n6,11,7,M\n"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: str, given: str = GOOD) -> Result:
    return CliRunner().invoke(paired, ["-", "--pre", "t0", "--post", "t1", *arguments], input=given)


def test_one_json_document_and_nothing_else() -> None:
    result = run("--json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert (document["n"], document["missing"]) == (5, 1)
    assert document["difference"]["est"] == pytest.approx(-3.4)
    assert document["t"] == pytest.approx(document["d_z"]["est"] * 5**0.5)
    assert document["d_z"]["ci"][0] < document["d_z"]["est"] < document["d_z"]["ci"][1]
    assert document["d_av"]["hedges"]["variant"] == "hedges-d_av"
    assert document["wilcoxon"]["zeros"] == 1
    assert document["notes"] == ["1 student was left out because one of the two values is missing"]


def test_lines_to_read_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    english = run().stdout
    assert "the mean changed by -3.40" in english
    assert "before and after alone do not show a cause" in english
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    chinese = run().stdout
    assert "均值变化 -3.40" in chinese
    assert "仅凭前后对比不能说明原因" in chinese


def test_only_rows_that_are_asked_for() -> None:
    assert json.loads(run("--json", "--where", "sex=F").stdout)["n"] == 3


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("t0,t1\n1,2\n2,3\n3,4\n", "no_variation"),
        ("t0,t1\n1,2\n", "few"),
        ("t0,t1\n1,\n,2\n", "few"),
    ],
)
def test_a_null_comes_with_its_reason(given: str, key: str) -> None:
    result = run("--json", given=given)
    assert result.exit_code == 0
    assert "NaN" not in result.stdout
    document = json.loads(result.stdout)
    assert document["d_z"]["est"] is None
    assert document["d_z"]["claim"]["code"] == f"paired.refused.{key}"
    assert run(given=given).exit_code == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("t0,t1\n1,2\n2,better\n", "row 3, column t1: this is no number"),
        ("t0,t1\n1,\n2,\n", "column t1: no row has a value in this column"),
        ("t0,t2\n1,2\n", "column t1: the file has no such column"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(given: str, said: str) -> None:
    result = run("--json", given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_one_column_is_not_compared_with_itself() -> None:
    result = run("--post", "t0")
    assert result.exit_code == 2
    assert "--pre and --post name the same column" in result.stderr
