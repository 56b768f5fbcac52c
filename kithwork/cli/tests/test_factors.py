"""`kithwork factors` and `kithwork classes`: the documents, the lines, and what is refused."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.classes import classes_
from kithwork.cli.factors import factors_

DATA = Path(__file__).parents[4] / "shared" / "data"
HOLZINGER = str(DATA / "holzinger_swineford_1939.csv")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


@pytest.fixture(scope="module")
def answers() -> str:
    """Six questions in two groups, 300 invented people, five answers."""
    draw = np.random.default_rng(8)
    factors = draw.normal(size=(300, 2)) @ np.array([[1.0, 0.3], [0.0, 0.954]])
    latent = np.repeat(factors, 3, axis=1) + 0.8 * draw.normal(size=(300, 6))
    rows = np.digitize(latent, [-1.5, -0.5, 0.5, 1.5]) + 1
    lines = [",".join(f"q{place}" for place in range(1, 7))]
    return "\n".join([*lines, *(",".join(map(str, row)) for row in rows)]) + "\n"


def run(command, *arguments: str, given: str) -> Result:
    return CliRunner().invoke(command, ["-", *arguments], input=given)


def document(command, *arguments: str, given: str) -> dict:
    result = run(command, *arguments, "--json", given=given)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


@pytest.mark.parametrize("correlation", ["pearson", "polychoric"])
def test_two_groups_are_found(answers: str, correlation: str) -> None:
    found = document(factors_, "--items", "q*", "--correlation", correlation, given=answers)
    assert (found["n"], found["factors"]) == (300, 2)
    assert found["parallel"]["components"] == 2
    assert 0.5 < found["kmo"] < 1
    assert found["bartlett"]["df"] == 15
    groups = {name: max(one, key=one.get) for name, one in found["loadings"].items()}
    assert len({groups[f"q{place}"] for place in (1, 2, 3)}) == 1
    assert groups["q1"] != groups["q4"]
    assert "2 factors explain" in found["says"]


def test_polychoric_pairs_name_their_sparse_cells(answers: str) -> None:
    found = document(factors_, "--items", "q1,q2,q3", "--correlation", "polychoric", given=answers)
    assert len(found["pairs"]) == 3
    assert all(count < 5 for pair in found["pairs"] for *_, count in pair["sparse_cells"])
    assert found["pairs"][0]["se"] > 0


def test_a_model_is_tested(answers: str) -> None:
    arguments = ("--items", "q*", "--model", "a=q1,q2,q3", "--model", "b=q4,q5,q6")
    found = document(factors_, *arguments, given=answers)
    assert (found["df"], found["parameters"]) == (8, 13)
    assert found["cfi"] > 0.98
    assert found["loadings"]["q1"] == {
        "factor": "a", "est": 1.0, "se": None, "std": pytest.approx(0.75, abs=0.1),
    }  # fmt: skip
    text = run(factors_, *arguments, given=answers).stdout
    assert "RMSEA (90 % interval)" in text
    assert "a with b: r" in text


def test_the_wrong_groups_do_not_fit(answers: str) -> None:
    wrong = ("--items", "q*", "--model", "a=q1,q4,q5", "--model", "b=q2,q3,q6")
    assert document(factors_, *wrong, given=answers)["cfi"] < 0.8


def test_lines_in_chinese(answers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    text = run(factors_, "--items", "q*", "--method", "ml", "--factors", "1", given=answers).stdout
    assert "1 个因子解释了 6 个题目作答差异" in text
    assert "因子数是否足够" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--items", "q*", "--model", "q1,q2"), "is no factor"),
        (("--items", "q*", "--model", "a=q1,q2", "--model", "a=q3,q4"), "is no factor"),
        (("--items", "q*", "--model", "a=q1"), "two questions or more"),
        (("--items", "q1,q2,q3", "--model", "a=q1,q9"), "q9"),
        (("--items", "q*", "--model", "a=q1,q2", "--correlation", "polychoric"), "polychoric"),
        (("--items", "zz"), "zz"),
    ],
)
def test_what_does_not_fit_is_refused(arguments: tuple[str, ...], said: str, answers: str) -> None:
    result = run(factors_, *arguments, given=answers)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("q1,q2\n1,2\n2,1\n3,3\n", "three questions"),
        ("q1,q2,q3\n1,2,2\n2,1,2\n3,3,2\n", "cannot be computed"),
        ("q1,q2,q3\n1,1,2\n2,2,1\n3,3,3\n5,5,1\n", "follow exactly"),
    ],
)
def test_no_factors_come_with_a_reason(given: str, why: str) -> None:
    found = document(factors_, "--items", "q*", given=given)
    assert found["loadings"] == {}
    assert why in found["says"]


def test_kinds_of_answering(answers: str) -> None:
    found = document(classes_, "--items", "q*", "--classes", "1-2", "--starts", "4", given=answers)
    assert found["classes"] == 2
    assert [one["classes"] for one in found["compared"]] == [1, 2]
    assert sum(found["shares"]) == pytest.approx(1)
    assert found["compared"][0]["bic"] > found["bic"]
    assert set(found["profiles"][0]["items"]) == {f"q{place}" for place in range(1, 7)}
    assert "posteriors" not in found


def test_profiles_of_numbers_in_lines(answers: str) -> None:
    arguments = ("--items", "q*", "--classes", "2", "--kind", "profiles", "--starts", "3")
    text = run(classes_, *arguments, given=answers).stdout
    assert "mean answer of each class" in text
    assert "not kinds of children" in text


@pytest.mark.parametrize("numbers", ["0", "x", "4-2", "1-99", "2-"])
def test_a_number_of_classes_that_is_none(numbers: str, answers: str) -> None:
    result = run(classes_, "--items", "q*", "--classes", numbers, given=answers)
    assert (result.exit_code, result.stdout) == (2, "")
    assert numbers in result.stderr


@pytest.mark.real_data
def test_holzinger_and_swineford() -> None:
    model = ["--model", "v=x1,x2,x3", "--model", "t=x4,x5,x6", "--model", "s=x7,x8,x9"]
    result = CliRunner().invoke(factors_, [HOLZINGER, "--items", "x*", *model, "--json"])
    found = json.loads(result.stdout)
    assert (round(found["chi2"], 3), found["df"]) == (85.306, 24)
    assert (round(found["cfi"], 3), round(found["tli"], 3)) == (0.931, 0.896)


@pytest.mark.real_data
def test_carcinoma() -> None:
    file = str(DATA / "carcinoma.csv")
    result = CliRunner().invoke(
        classes_, [file, "--items", "A,B,C,D,E,F,G", "--classes", "3", "--starts", "5", "--json"]
    )
    found = json.loads(result.stdout)
    assert found["log_likelihood"] == pytest.approx(-293.7050, abs=5e-5)
