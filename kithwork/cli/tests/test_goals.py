"""`kithwork goals`: the document, the table, and every fault with its row and column."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.goals import goals

GOOD = """goal,weight,baseline,achieved
evening study,3,-1,1
speaks in class,2,-1,0
calls with mother,1,-1,-1
maths homework,2,-1,2
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(goals, arguments, input=given)


def test_one_json_document_and_nothing_else() -> None:
    result = run("-", "--json", given=GOOD)
    assert result.exit_code == 0
    assert result.stderr == ""
    document = json.loads(result.stdout)
    assert list(document) == ["t_baseline", "t_achieved", "change", "goals"]
    assert document["t_achieved"] == pytest.approx(60.64, abs=0.005)
    assert document["change"] == pytest.approx(document["t_achieved"] - document["t_baseline"])
    assert document["goals"][0] == {
        "goal": "evening study",
        "weight": 3,
        "baseline": -1,
        "achieved": 1,
        "change": 2,
        "attained": True,
    }


def test_goals_stand_first_and_t_after_them() -> None:
    lines = run("-", given=GOOD).stdout.splitlines()
    assert lines[0].split() == [
        "Goal",
        "Weight",
        "Start",
        "Now",
        "Change",
        "Expected",
        "level",
        "reached",
    ]
    assert lines[2].split() == ["evening", "study", "3", "-1", "+1", "+2", "yes"]
    [t] = [line for line in lines if line.startswith("T ")]
    assert lines.index(t) > 5
    assert "60.64 now" in t
    assert any("1 of 4 goals stayed below" in line for line in lines)


def test_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    result = run("-", given=GOOD)
    assert "目标" in result.stdout
    assert "T 分数：开始" in result.stdout
    refused = run("-", given=GOOD.replace("3,-1,1", "3,-1,4"))
    assert "第 2 行，“achieved”列：等级应为 -2 到 2 的整数" in refused.stderr


def test_rho_is_taken() -> None:
    document = json.loads(run("-", "--json", "--rho", "0", given=GOOD).stdout)
    # 50 + 10·(3·1 + 2·0 − 1 + 2·2) / √(9 + 4 + 1 + 4)
    assert document["t_achieved"] == pytest.approx(50 + 10 * 6 / 18**0.5)


def test_signs_as_people_type_them_and_a_workbook(tmp_path: Path) -> None:
    import xlsxwriter

    typed = json.loads(
        run("-", "--json", given="goal,weight,baseline,achieved\na,1,−1,＋2\n".encode()).stdout
    )
    assert typed["goals"][0]["change"] == 3
    path = tmp_path / "goals.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["goal", "weight", "baseline", "achieved"])
        sheet.write_row(1, 0, ["a", 1, -1, 2])
    assert json.loads(run(str(path), "--json").stdout) == typed


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ("a,0,-1,1", ["row 2, column weight"]),
        ("a,-1,-1,1", ["row 2, column weight"]),
        ("a,nan,-1,1", ["row 2, column weight"]),
        ("a,inf,-1,1", ["row 2, column weight"]),
        ("a,,-1,1", ["row 2, column weight"]),
        ("a,heavy,-1,1", ["row 2, column weight"]),
        ("a,1,-3,1", ["row 2, column baseline"]),
        ("a,1,-1,3", ["row 2, column achieved"]),
        ("a,1,-1,0.5", ["row 2, column achieved"]),
        ("a,1,,1", ["row 2, column baseline"]),
        ("a,1,-1,", ["row 2, column achieved"]),
        (",1,-1,1", ["row 2, column goal"]),
        ("a,1,-1,1\na,1,-1,1", ["row 3, column goal"]),
        ("a,1,-1,1\nb,0,-1,9", ["row 3, column weight", "row 3, column achieved"]),
    ],
)
def test_every_fault_is_told_with_row_and_column(rows: str, places: list[str]) -> None:
    result = run("-", "--json", given=f"goal,weight,baseline,achieved\n{rows}\n")
    assert result.exit_code == 2
    assert result.stdout == ""
    told = result.stderr.removeprefix("Error: ").splitlines()
    assert [line.split(":")[0] for line in told] == places


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("goal,weight,baseline", ["row 1, column achieved: the column is missing"]),
        (
            "goal,weight,baseline,achieved,note",
            ["row 1, column note: unknown column; the columns are goal"],
        ),
    ],
)
def test_missing_and_unknown_columns(header: str, told: list[str]) -> None:
    row = ",".join("1" for _ in header.split(","))
    result = run("-", given=f"{header}\n{row}\n")
    assert result.exit_code == 2
    assert result.stdout == ""
    for line in told:
        assert line in result.stderr


@pytest.mark.parametrize("given", ["", "goal,weight,baseline,achieved\n", "a\x00b"])
def test_files_that_hold_no_goals(given: str) -> None:
    result = run("-", given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr) > len("Error: ")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.csv"))
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("rho", ["1.5", "-0.1", "nan", "much"])
def test_rho_out_of_range(rho: str) -> None:
    result = run("-", "--rho", rho, given=GOOD)
    assert (result.exit_code, result.stdout) == (2, "")


def test_many_faults_are_counted_and_not_all_printed() -> None:
    rows = "\n".join(f"g{i},0,-1,1" for i in range(50))
    told = run("-", given=f"goal,weight,baseline,achieved\n{rows}\n").stderr.splitlines()
    assert len(told) == 21
    assert "30" in told[-1]


def test_a_goal_cannot_move_the_cursor() -> None:
    result = run("-", given="goal,weight,baseline,achieved\na\x1b[2Jb,1,-1,1\n")
    assert "\x1b" not in result.stdout
