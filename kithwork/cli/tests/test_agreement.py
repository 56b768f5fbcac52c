"""`kithwork agreement`: both kinds of figures, words as levels, and what is refused."""

import json

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.agreement import agreement

JUDGES = "a,b,c,d\n9,2,5,8\n6,1,3,2\n8,4,6,8\n7,1,2,6\n10,5,6,9\n6,2,4,7\n"
LEVELS = "one,two\n-2,-2\n-1,-1\n-1,0\n0,0\n0,0\n0,1\n1,1\n1,1\n2,2\n2,1\n1,\n"
TWO = ("--rater", "one", "--rater", "two")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: str, given: str) -> Result:
    return CliRunner().invoke(agreement, ["-", *arguments], input=given)


def test_four_judges() -> None:
    asked = [part for rater in "abcd" for part in ("--rater", rater)]
    document = json.loads(run(*asked, "--json", given=JUDGES).stdout)
    assert document["kappa"] is None
    assert document["icc"]["icc_2_1"]["est"] == pytest.approx(0.29, abs=0.005)


def test_two_workers_on_five_levels() -> None:
    document = json.loads(run(*TWO, "--levels", "−2,-1,0,1,2", "--json", given=LEVELS).stdout)
    assert document["kappa"]["est"] == pytest.approx(0.7727, abs=5e-5)
    assert (document["n"], document["missing"]) == (10, 1)
    assert document["icc"]["icc_2_1"]["est"] > 0.8


def test_levels_may_be_words() -> None:
    given = "one,two\nlow,low\nhigh,low\nhigh,high\nlow,low\n"
    document = json.loads(run(*TWO, "--levels", "low,high", "--json", given=given).stdout)
    assert document["kappa"]["est"] == pytest.approx(0.5)
    assert document["icc"] is None


def test_lines_to_read_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    english = run(*TWO, "--levels", "-2,-1,0,1,2", given=LEVELS).stdout
    assert "kappa 0.77" in english
    assert "1 row without all ratings was left out" in english
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    assert "一致率为" in run(*TWO, "--levels", "-2,-1,0,1,2", given=LEVELS).stdout


@pytest.mark.parametrize(
    ("given", "arguments", "said"),
    [
        (LEVELS, ("--rater", "one"), "at least two different columns"),
        (LEVELS, ("--rater", "one", "--rater", "one"), "at least two different columns"),
        (LEVELS, (*TWO, "--levels", "0,1"), "rating 1 is none of the categories"),
        (LEVELS, (*TWO, "--levels", "0,0"), "--levels names each possible rating once"),
        (LEVELS.replace("2,1\n", "2,x\n"), TWO, "row 11, column two: this is no number"),
        (
            JUDGES,
            ("--rater", "a", "--rater", "b", "--rater", "c", "--levels", "1,2"),
            "kappa compares two raters; 3 were named",
        ),
    ],
)
def test_what_does_not_fit_is_refused(given: str, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments, given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
