"""`kithwork change` with more of a population known: what comes by itself, and other errors."""

import json

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.change import change

GIVEN = ("--sd", "1", "--r", "0.8", "--better", "higher")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(change, ["--pre", "-1.2", "--post", "0.9", *GIVEN, *arguments])


def test_nothing_is_added_unless_asked_for() -> None:
    assert "errors_of_change" not in json.loads(run("--json").stdout)


def test_what_is_expected_without_help() -> None:
    document = json.loads(run("--mean", "0", "--json").stdout)
    expected = document["expected_without_help"]
    assert expected["expected"] == pytest.approx(-0.96)
    assert expected["is_beyond"] is True
    assert "What brought it about is not shown." in expected["says"]


def test_every_error_by_its_name_or_the_figure_it_lacks() -> None:
    document = json.loads(
        run("--mean", "0", "--mean-after", "0.1", "--sd-after", "1", "--json").stdout
    )
    errors = document["errors_of_change"]
    assert errors["jacobson-truax"]["index"] == pytest.approx(document["rci"])
    assert errors["temkin"]["error"] == pytest.approx(0.4**0.5)
    assert errors["crawford-howell"]["index"] is None
    assert errors["crawford-howell"]["why_not"] == "the number of people retested is not known"


def test_an_alpha_is_no_retest() -> None:
    asked = ["--pre", "14", "--post", "8", "--instrument", "gad-7", "--mean", "12", "--json"]
    document = json.loads(CliRunner().invoke(change, asked).stdout)
    assert any("over time it is lower" in note for note in document["notes"])
    retest = [one.replace("gad-7", "phq-9") for one in asked]
    assert json.loads(CliRunner().invoke(change, retest).stdout)["notes"] == []


def test_lines_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    english = run("--mean", "0").stdout
    assert "lies beyond what is expected without any help" in english
    assert "edwards-nunnally" in english
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    assert "超出没有任何帮助时的预期" in run("--mean", "0").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--mean", "0", "--sd-after", "0"), "the SD must be greater than 0"),
        (("--alpha", "2"), "the reliability must lie between 0 and 1"),
        (("--mean", "0", "--n", "2"), "the number of people must be at least 3"),
        (("--mean", "inf"), "--mean must be a finite number"),
    ],
)
def test_figures_that_cannot_be_are_refused(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
