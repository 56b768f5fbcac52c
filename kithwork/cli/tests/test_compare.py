"""`kithwork compare`: the document, the lines to read, and what is refused."""

import json

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.compare import compare

GOOD = "mark,home,sex\n" + "".join(
    f"{mark},{home},{sex}\n"
    for mark, home, sex in (
        *((mark, "rural", "F") for mark in (6, 8, 9, 7, 5, 8)),
        *((mark, "urban", "M") for mark in (10, 12, 9, 14, 11)),
        *((mark, "town", "F") for mark in (8, 9, 12, 10)),
        ("", "urban", "F"),
        (10, "", "F"),
    )
)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: str, given: str = GOOD) -> Result:
    return CliRunner().invoke(
        compare, ["-", "--value", "mark", "--by", "home", *arguments], input=given
    )


def test_one_json_document_and_nothing_else() -> None:
    result = run("--json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert (document["n"], document["missing"]) == (15, 1)
    assert list(document["groups"]) == ["rural", "urban", "town"]
    assert document["groups"]["rural"]["mean"] == pytest.approx(43 / 6)
    assert document["welch_anova"]["df"][0] == 2
    assert 0 < document["omega_squared"]["est"] < 1
    assert len(document["pairs"]) == 3
    pair = document["pairs"][0]
    assert pair["p"] < pair["p_benjamini_hochberg"] <= pair["p_holm"]
    assert pair["hedges_g"]["ci"][0] < pair["hedges_g"]["est"] < pair["hedges_g"]["ci"][1]
    assert "1 row without a group was left out" in document["notes"]


def test_lines_to_read_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    english = run().stdout
    assert "rural − urban" in english
    assert "a difference shows no cause" in english
    two = run("--where", "home=rural", "--where", "home=urban").stdout
    assert "A student of rural has the higher value" in two
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    assert "差异不能说明原因" in run().stdout


def test_a_null_comes_with_its_reason() -> None:
    given = "mark,home\n3,a\n3,a\n3,b\n3,b\n"
    document = json.loads(run("--json", given=given).stdout)
    assert document["welch_anova"]["p"] is None
    assert document["welch_anova"]["why_not"]["code"] == "groups.refused.no_variation"
    assert "not given, because the values do not vary" in run(given=given).stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("mark,home\n3,a\nten,b\n", "row 3, column mark: this is no number"),
        ("mark,home\n,a\n,b\n", "column mark: no row has a value in this column"),
        ("mark,house\n3,a\n", "column home: the file has no such column"),
        ("mark,home\n3,a\n4,a\n", "1 group found; at least two are needed"),
        (
            "mark,home\n" + "".join(f"{at},{at}\n" for at in range(30)),
            "30 different values in the column of groups",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(given: str, said: str) -> None:
    result = run("--json", given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_column_does_not_group_itself() -> None:
    assert "--value and --by name the same column" in run("--by", "mark").stderr
