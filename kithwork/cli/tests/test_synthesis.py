"""`kithwork synthesis`: the document, the lines, the plot, and what is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.synthesis import synthesis

GOOD = "case,effect,error\na,0.8,0.3\nb,-0.2,0.25\nc,1.4,0.5\nd,0.5,0.4\ne,,0.2\n"
ASKED = ("--effect", "effect", "--se", "error")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: str, given: str = GOOD) -> Result:
    return CliRunner().invoke(synthesis, ["-", *ASKED, *arguments], input=given)


def test_one_json_document_and_nothing_else() -> None:
    result = run("--json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert document["mean"]["est"] == pytest.approx(0.55, abs=0.005)
    assert (document["effects"], document["clusters"]) == (4, 4)
    assert document["tau_squared_ci"][0] <= document["tau_squared"] <= document["tau_squared_ci"][1]
    assert "1 row without an effect or its standard error was left out" in document["notes"]


def test_effects_of_one_case_are_one_case() -> None:
    given = GOOD.replace("b,", "a,").replace("d,", "c,")
    document = json.loads(run("--cluster", "case", "--json", given=given).stdout)
    assert document["clusters"] == 2
    assert document["tau_squared_ci"] is None


def test_lines_to_read_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    english = run().stdout
    assert "the mean effect is +0.55" in english
    assert "prediction interval" in english
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    assert "平均效果为 +0.55" in run().stdout


def test_the_forest_plot(tmp_path: Path) -> None:
    file = tmp_path / "forest.svg"
    assert run("--name", "case", "--plot", str(file)).exit_code == 0
    assert "Mean effect" in file.read_text(encoding="utf-8")
    refused = run("--plot", str(tmp_path / "nowhere" / "forest.svg"))
    assert refused.exit_code == 2
    assert "cannot be written" in refused.stderr


def test_a_null_comes_with_its_reason() -> None:
    given = "effect,error\n0.5,0.2\n"
    document = json.loads(run("--json", given=given).stdout)
    assert document["mean"]["est"] is None
    assert "No mean can be given" in run(given=given).stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("effect,error\n0.5,0\n0.4,0.1\n", "the standard error of “2” must be greater than 0"),
        ("effect,error\nhigh,0.2\n", "row 2, column effect: this is no number"),
        ("effect,se\n0.5,0.2\n", "column error: the file has no such column"),
    ],
)
def test_what_cannot_be_read_is_refused(given: str, said: str) -> None:
    result = run("--json", given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
