"""`kithwork betweencase`: Saddler's figures, both languages, and what is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.betweencase import betweencase

DATA = Path(__file__).parents[4] / "shared" / "data"
COLUMNS = ("--case", "case", "--phase", "phase", "--time", "time", "--value", "value")
MB = ("--design", "multiple-baseline", "--improvement", "increase")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def study(phases: str = "AAABBB", cases: int = 3) -> str:
    """Return a small study; each case begins one session later than the one before."""
    lines = ["case,phase,time,value"]
    for number in range(cases):
        shown = "A" * number + phases
        values = [number + at % 2 + 4 * (one == "B") for at, one in enumerate(shown)]
        lines += [
            f"c{number},{phase},{at},{value}"
            for at, (phase, value) in enumerate(zip(shown, values, strict=True), start=1)
        ]
    return "\n".join(lines) + "\n"


def run(*arguments: str, given: str) -> Result:
    return CliRunner().invoke(betweencase, ["-", *COLUMNS, *arguments], input=given)


@pytest.mark.real_data
def test_saddlers_writing_quality() -> None:
    asked = [str(DATA / "saddler.csv"), "--case", "case", "--phase", "treatment", "--time", "time"]
    asked += ["--value", "outcome", "--where", "measure=writing quality", "--json", *MB]
    result = CliRunner().invoke(betweencase, asked)
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert list(document)[:5] == ["delta", "variance", "df", "phi", "rho"]
    assert document["delta"] == pytest.approx(1.963073, abs=5e-7)
    assert document["variance"] == pytest.approx(0.33491289, abs=5e-9)
    assert document["df"] == pytest.approx(8.918146, abs=5e-7)
    twice = CliRunner().invoke(betweencase, [one for one in asked if "measure" not in one])
    assert twice.exit_code == 2


def test_lines_to_read_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    english = run(*MB, given=study()).stdout
    assert "positive meaning better" in english
    assert "supposes stable phases" in english
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    assert "正数表示改善" in run(*MB, given=study()).stdout


def test_phases_are_named_in_turn_and_others_left_out() -> None:
    given = study().replace("\nc0,B,6,", "\nc0,F,6,")
    document = json.loads(run(*MB, "--phases", "A,B", "--json", given=given).stdout)
    assert "1 row of other phases was left out" in document["notes"]
    assert "--phases" in run(*MB, given=given).stderr


def test_phases_of_a_reversal() -> None:
    asked = ("--design", "ab-k", "--improvement", "decrease", "--json")
    document = json.loads(run(*asked, given=study("AAABBBAAABBB")).stdout)
    assert document["delta"] < 0
    assert document["variant"] == "hps-ab-k"


def test_a_null_comes_with_its_reason() -> None:
    result = run(*MB, "--json", given=study(cases=2))
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["delta"] is None
    assert "at least 3 are needed" in document["says"]
    assert "No effect can be given" in run(*MB, given=study(cases=2)).stdout


@pytest.mark.parametrize(
    ("given", "arguments", "said"),
    [
        (study().replace("c0,A,2,", "c0,A,1,"), MB, "row 3, column time"),
        (study("AAABBBAAABBB"), MB, "say --design ab-k"),
        (study("BBBAAA"), (*MB, "--phases", "A,B"), "does not begin in baseline"),
        (study(), (*MB, "--phases", "A"), "--phases"),
        (study(), (*MB, "--phases", "A,C"), "A, B"),
        (study().replace("c1,A,1,1", "c1,A,1,good"), MB, "row 8, column value: this is no number"),
        (study().replace("c1,A,1,1", "c1,A,,1"), MB, "row 8, column time: a value is needed here"),
    ],
)
def test_what_does_not_fit_is_refused(given: str, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments, "--json", given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
