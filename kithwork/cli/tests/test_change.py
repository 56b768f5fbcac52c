"""`kithwork change`: the document, the words, and what it refuses."""

import json

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.change import change

KEYS = [
    "s_diff", "rci", "reliable", "crossed", "clinically_significant", "verdict", "population",
    "note",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(change, arguments)


def document(pre: float, post: float, *arguments: str) -> dict:
    result = run("--pre", str(pre), "--post", str(post), *arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_one_json_document_and_nothing_else() -> None:
    found = document(14, 8, "--instrument", "phq-9")
    assert list(found) == KEYS
    assert found["s_diff"] == pytest.approx(2.91, abs=0.005)
    assert found["rci"] == pytest.approx(-2.06, abs=0.005)
    assert (found["reliable"], found["crossed"], found["clinically_significant"]) == (True,) * 3
    assert found["verdict"] == "recovered"
    assert "Chinese community" in found["population"]


def test_below_the_cut_off_within_error() -> None:
    found = document(14, 9, "--instrument", "phq-9")
    assert (found["verdict"], found["crossed"]) == ("no_reliable_change", True)
    assert "below the cut-off" in found["note"]
    assert "within error" in found["note"]


def test_figures_from_the_command_line() -> None:
    given = ("--sd", "7.5", "--r", ".8", "--better", "lower")
    found = document(47.5, 32.5, *given)
    assert found["s_diff"] == pytest.approx(4.743416, abs=5e-7)
    assert found["rci"] == pytest.approx(-3.162278, abs=5e-7)
    assert (found["verdict"], found["crossed"]) == ("reliably_improved", None)
    assert found["population"].startswith("not named")
    with_cutoff = document(47.5, 32.5, *given, "--cutoff", "32.5", "--population", "our pupils")
    assert (with_cutoff["crossed"], with_cutoff["population"]) == (False, "our pupils")
    assert document(47.5, 32.5, *given, "--cutoff", "33")["verdict"] == "recovered"


def test_direction_decides_what_is_better() -> None:
    lower = document(10, 30, "--sd", "5", "--r", ".8", "--better", "lower")
    higher = document(10, 30, "--sd", "5", "--r", ".8", "--better", "higher")
    assert (lower["verdict"], higher["verdict"]) == ("reliably_worse", "reliably_improved")


@pytest.mark.parametrize("instrument", ["ssm-16", "ssrs", "usda-6", "phq-2"])
def test_without_figures_there_is_the_raw_change_and_no_verdict(instrument: str) -> None:
    found = document(1, 3, "--instrument", instrument) if instrument != "ssrs" else document(
        20, 22, "--instrument", instrument
    )  # fmt: skip
    assert found["verdict"] == "not_computable"
    assert [found[key] for key in KEYS[:5]] == [None] * 5
    assert found["population"] is None
    assert "+2" in found["note"]


def test_an_unvalidated_tool_is_called_so() -> None:
    assert "unvalidated" in document(1, 3, "--instrument", "ssm-16")["note"]


def test_the_cut_off_moves_with_the_coding() -> None:
    base = document(13, 6, "--instrument", "k6")
    moved = document(19, 12, "--instrument", "k6", "--coding", "1-5")
    assert (base["verdict"], moved["verdict"]) == ("recovered", "recovered")
    assert document(18, 11, "--instrument", "k6", "--coding", "1-5")["crossed"] is False


def test_in_words() -> None:
    said = run("--pre", "14", "--post", "9", "--instrument", "phq-9").stdout
    assert said.splitlines()[0] == "no reliable change"
    assert "SD 5.5, r 0.86" in said
    assert "smallest reliable change of this score: 6" in said


def test_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    assert "无可靠变化" in run("--pre", "14", "--post", "9", "--instrument", "phq-9").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--instrument nope", "there is no instrument"),
        ("--instrument phq-9 --sd 3", "--sd cannot stand beside --instrument"),
        ("--instrument phq-9 --better lower", "--better cannot stand beside"),
        ("--instrument phq-9 --population x", "no figures for the population"),
        ("--instrument phq-9 --score x", "there is no score “x”"),
        ("--instrument phq-9 --coding x", "there is no coding “x”"),
        ("--instrument student-support", "there is no score “total”"),
        ("--instrument phq-2", "--pre must lie between 0 and 6"),
        ("--sd 3 --r .8", "--better is missing"),
        ("--sd 3 --better lower", "--r is missing"),
        ("--r .8 --better lower", "--sd is missing"),
        ("--sd 3 --r .8 --better lower --score total", "only with --instrument"),
        ("--sd 0 --r .8 --better lower", "the SD must be greater than 0"),
        ("--sd nan --r .8 --better lower", "--sd must be a finite number"),
        ("--sd 3 --r 1.2 --better lower", "between 0 and 1"),
        ("--sd 3 --r .8 --better sideways", "sideways"),
        ("", "--sd is missing"),
    ],
)
def test_bad_input_ends_with_exit_code_2_and_no_output(arguments: str, words: str) -> None:
    result = run("--pre", "14", "--post", "8", "--json", *arguments.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


@pytest.mark.parametrize("missing", [("--pre", "1"), ("--post", "1")])
def test_both_scores_are_needed(missing: tuple[str, str]) -> None:
    assert run(*missing, "--instrument", "phq-9").exit_code == 2
