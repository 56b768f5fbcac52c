"""`kithwork randtest`: the document for each design, and what is refused."""

import json

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.randtest import randtest
from kithwork.cli.tests.test_singlecase import ASKED, COLUMNS, file_of, rows

AB = file_of(rows("Lin", ("A", (2, 3, 1, 2)), ("B", (7, 8))))
STAGGERED = file_of(
    rows("one", ("A", (2, 3, 2)), ("B", (7, 8, 7, 8, 9, 8, 9))),
    rows("two", ("A", (3, 2, 3, 3, 2)), ("B", (8, 7, 8, 9, 8))),
    rows("three", ("A", (1, 2, 2, 1, 2, 2, 1)), ("B", (6, 7, 6))),
)
ABAB = file_of(
    rows("Lin", ("A", (2, 3)), ("B", (8, 9)), ("A", (2, 3)), ("B", (8, 9))),
)
SWITCHED = file_of(
    rows(
        "Lin",
        *[(phase, (value,)) for phase, value in zip("ABABAB", (1, 5, 2, 6, 3, 7), strict=True)],
    )
)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: str, given: str) -> Result:
    return CliRunner().invoke(randtest, ["-", *arguments], input=given)


def document(*arguments: str, given: str) -> dict:
    result = run(*ASKED, "--json", *arguments, given=given)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_one_start() -> None:
    found = document("--design", "ab", "--min-a", "2", "--min-b", "2", given=AB)
    assert {"p", "statistic", "arrangements", "method"} <= set(found)
    assert found["p"] == pytest.approx(1 / 3)
    assert (found["statistic"], found["arrangements"]) == (5.5, 3)
    assert (found["method"], found["statistic_name"]) == ("exact", "mean-difference")
    assert (found["min_a"], found["min_b"]) == (2, 2)
    assert any("only if the starts were drawn" in note for note in found["notes"])


def test_five_and_five_unless_told_and_printed() -> None:
    refused = run(*ASKED, "--design", "ab", given=AB)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "at least 5 sessions of A, 5 of B" in refused.stderr
    longer = file_of(rows("Lin", ("A", (2, 3, 1, 2, 3)), ("B", (7, 8, 7, 8, 9, 7))))
    text = run(*ASKED, "--design", "ab", given=longer).stdout
    assert "at least 5 sessions to each phase A and 5 to each phase B" in text


@pytest.mark.parametrize(
    ("arguments", "arrangements"),
    [
        (("--min-a", "2", "--min-b", "2"), 7**3),
        (("--scheme", "wampold-worsham"), 6),
        (("--scheme", "koehler-levin", "--starts", "3-4,5-6,7-8"), 48),
    ],
)
def test_staggered_starts(arguments: tuple[str, ...], arrangements: int) -> None:
    found = document("--design", "multiple-baseline", *arguments, given=STAGGERED)
    assert found["arrangements"] == arrangements
    assert found["method"] == "exact"
    assert found["p"] < 0.2
    assert found["scheme"] in str(arguments) or found["scheme"] == "marascuilo-busk"


def test_abab_and_alternating() -> None:
    found = document("--design", "abab", "--min-a", "1", "--min-b", "1", given=ABAB)
    assert (found["arrangements"], found["p"]) == (35, pytest.approx(1 / 35))
    found = document("--design", "alternating", "--statistic", "nap", given=SWITCHED)
    assert (found["arrangements"], found["p"]) == (20, pytest.approx(1 / 20))
    found = document("--design", "alternating", "--max-run", "2", given=SWITCHED)
    assert found["arrangements"] == 14


def test_both_directions_and_the_other() -> None:
    limits = ("--design", "ab", "--min-a", "2", "--min-b", "2")
    asked = (*COLUMNS, "--improvement", "decrease", "--json", *limits)
    assert json.loads(run(*asked, given=AB).stdout)["p"] == 1
    worse = run(*asked, "--tail", "worsening", given=AB)
    assert json.loads(worse.stdout)["p"] == pytest.approx(1 / 3)


def test_many_arrangements_are_drawn_and_the_seed_repeats_them() -> None:
    given = file_of(
        *(
            rows(
                f"case {n}", ("A", (2, 3, 1, 2, 3, 2, 3, 2)), ("B", (4, 3, 5, 4, 5, 4, 3, 5, 4, 5))
            )
            for n in range(8)
        )
    )
    asked = ("--design", "multiple-baseline", "--draws", "500", "--seed", "3")
    found = document(*asked, given=given)
    assert (found["method"], found["arrangements"], found["draws"]) == ("monte-carlo", 9**8, 500)
    assert found["p"] >= 1 / 501
    assert document(*asked, given=given)["p"] == found["p"]


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("--design", "abab"), AB, "does not go through the phases ABAB"),
        (("--design", "ab", "--min-a", "0"), AB, "at least one session"),
        (
            ("--design", "multiple-baseline", "--scheme", "koehler-levin"),
            STAGGERED,
            "0 ranges of starts for 3 cases",
        ),
        (
            ("--design", "multiple-baseline", "--scheme", "koehler-levin", "--starts", "3:4"),
            STAGGERED,
            "is no list of ranges",
        ),
    ],
)
def test_what_does_not_fit_is_refused(arguments: tuple[str, ...], given: str, said: str) -> None:
    result = run(*ASKED, *arguments, given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
