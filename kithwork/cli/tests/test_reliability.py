"""`kithwork reliability`: the document, the lines to read, and what is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.reliability import reliability_

DATA = Path(__file__).parents[4] / "shared" / "data"
GOOD = (
    "q1,q2,q3,q4,sex\n1,2,5,1,F\n2,2,4,2,M\n3,4,2,3,F\n4,4,1,5,M\n5,5,1,4,F\n2,1,4,2,M\n4,5,2,,F\n"
)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: str, given: str = GOOD) -> Result:
    return CliRunner().invoke(reliability_, ["-", *arguments], input=given)


def document(*arguments: str, given: str = GOOD) -> dict:
    result = run(*arguments, "--json", given=given)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_one_json_document_and_nothing_else() -> None:
    found = document("--items", "q*", "--reverse", "q3", "--min", "1", "--max", "5")
    assert (found["n"], found["people"], found["missing"]) == (6, 7, "listwise")
    assert found["alpha"] > 0.9
    assert found["alpha_ci"][0] < found["alpha"] < found["alpha_ci"][1]
    assert found["omega_hierarchical"] is None
    assert "general factor" in found["why_not"]["omega_hierarchical"]
    assert set(found["items"]) == {"q1", "q2", "q3", "q4"}
    assert found["items"]["q3"]["mean"] == pytest.approx(6 - 19 / 7)
    assert found["reversed"] == ["q3"]
    assert not any("against" in note for note in found["notes"])


def test_a_forgotten_reversal_is_named() -> None:
    found = document("--items", "q*")
    assert found["alpha"] < 0.5
    assert any("against the others: q3" in note for note in found["notes"])


def test_without_a_range_alpha_is_the_same_and_a_note_says_what_is_not() -> None:
    stated = document("--items", "q*", "--reverse", "q3", "--min", "0", "--max", "9")
    seen = document("--items", "q*", "--reverse", "q3")
    assert stated["alpha"] == pytest.approx(seen["alpha"])
    assert stated["items"]["q3"]["mean"] != seen["items"]["q3"]["mean"]
    assert "1 to 5" in seen["notes"][0]


def test_pairwise_is_another_number() -> None:
    listwise = document("--items", "q1,q2,q4")
    pairwise = document("--items", "q1,q2,q4", "--missing", "pairwise")
    assert pairwise["missing"] == "pairwise"
    assert listwise["alpha"] != pairwise["alpha"]


def test_only_rows_that_are_asked_for() -> None:
    assert document("--items", "q*", "--where", "sex=F")["n"] == 3


def test_intervals_of_omega_by_resampling() -> None:
    given = "a,b,c\n" + "".join(f"{i % 5},{(i + i % 3) % 5},{(i + i % 2) % 5}\n" for i in range(40))
    found = document("--items", "a,b,c", "--bootstrap", "100", "--seed", "7", given=given)
    assert found["omega_total_ci"][0] < found["omega_total"] < found["omega_total_ci"][1]
    again = document("--items", "a,b,c", "--bootstrap", "100", "--seed", "7", given=given)
    assert found == again


def test_a_score_on_two_days() -> None:
    given = "q1,q2,t1,t2\n1,2,10,12\n2,2,12,14\n4,5,15,17\n1,1,9,11\n4,4,14,16\n"
    found = document("--items", "q*", "--retest", "t1,t2", given=given)["retest"]
    assert found["icc_2_1"]["est"] == pytest.approx(0.7647, abs=5e-5)  # all two points higher
    assert found["icc_3_1"]["est"] == pytest.approx(1.0)
    refused = run("--items", "q*", "--retest", "t1", given=given)
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_lines_to_read_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    english = run("--items", "q1,q2").stdout
    assert "6 of 7" not in english
    assert "the answers to the 2 questions agree" in english
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    assert "2 个题目的作答彼此一致" in run("--items", "q1,q2").stdout


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("q1,q2\n3,3\n3,3\n3,3\n", "the same for everybody"),
        ("q1,q2\n3,2\n", "too few complete answers"),
        ("q1,q2\n3,\n,2\n", "too few complete answers"),
    ],
)
def test_a_null_comes_with_its_reason(given: str, why: str) -> None:
    found = document("--items", "q1,q2", given=given)
    assert found["alpha"] is None
    assert why in found["why_not"]["alpha"]


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("--items", "z*"), GOOD, "z*"),
        (("--items", "q1,sex"), GOOD, "row 2"),
        (("--items", "q1,q2"), "q1,q2\n1,\n2,\n", "q2"),
        (("--items", "q*", "--reverse", "nine"), GOOD, "nine"),
        (("--items", "q1,q2", "--reverse", "q3"), GOOD, "q3"),
        (("--items", "q*", "--min", "2", "--max", "5"), GOOD, "outside 2 to 5"),
        (("--items", "q*", "--min", "5", "--max", "1"), GOOD, "outside 5 to 1"),
        (("--items", "q*", "--bootstrap", "5"), GOOD, "100"),
        (("--items", "q*", "--by", "sex"), GOOD, "complete answers"),
    ],
)
def test_what_does_not_fit_is_refused(arguments: tuple[str, ...], given: str, said: str) -> None:
    result = run(*arguments, "--json", given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.real_data
def test_holzinger_and_swineford_and_the_schools() -> None:
    file = str(DATA / "holzinger_swineford_1939.csv")
    result = CliRunner().invoke(reliability_, [file, "--items", "x1,x2,x3,x4", "--json"])
    assert json.loads(result.stdout)["n"] == 301


@pytest.mark.real_data
def test_questions_compared_by_home_in_town_and_village() -> None:
    file = str(DATA / "uci_student_mat.csv")
    items = "famrel,freetime,goout,Dalc,Walc,health"
    result = CliRunner().invoke(reliability_, [file, "--items", items, "--by", "address", "--json"])
    found = json.loads(result.stdout)
    assert found["n"] == 395
    assert set(found["item_bias"]) == set(items.split(","))
    assert found["item_bias"]["Dalc"]["df"] == 2
    assert found["item_bias"]["Dalc"]["p_holm"] >= found["item_bias"]["Dalc"]["p"]
