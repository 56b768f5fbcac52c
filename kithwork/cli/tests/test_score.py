"""`kithwork score`: the document, the table, and what it refuses, with row and column."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.score import score

PHQ = """id,1,2,3,4,5,6,7,8,9
a1,2,2,2,1,1,1,1,0,0
a2,,,,,,,,,1
a3,3,3,3,3,3,3,3,3,3
"""
RSES = "id,1,2,3,4,5,6,7,8,9,10\na,3,3,3,3,3,3,3,3,3,3\n"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(instrument: str, *arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(score, ["-", "--instrument", instrument, *arguments], input=given)


def document(instrument: str, *arguments: str, given: str) -> dict:
    result = run(instrument, "--json", *arguments, given=given)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def totals(instrument: str, *arguments: str, given: str) -> list[float | None]:
    rows = document(instrument, *arguments, given=given)["rows"]
    return [row["scores"]["total"] for row in rows]


# ── the document ────────────────────────────────────────────────────────────────────────────


def test_one_json_document_and_nothing_else() -> None:
    assert document("phq-9", given=PHQ) == {
        "instrument": "phq-9",
        "version": "standard",
        "coding": "0-3",
        "rows": [
            {
                "id": "a1",
                "scores": {"total": 10.0},
                "bands": {"total": "moderate"},
                "alerts": [],
                "flags": [],
                "missing": 0,
            },
            {
                "id": "a2",
                "scores": {"total": None},
                "bands": {"total": None},
                "alerts": [{"item": "9", "level": "A2"}],
                "flags": [],
                "missing": 8,
            },
            {
                "id": "a3",
                "scores": {"total": 27.0},
                "bands": {"total": "severe"},
                "alerts": [{"item": "9", "level": "A3"}, {"item": "total", "level": "A2"}],
                "flags": ["straight_lining"],
                "missing": 0,
            },
        ],
    }


def test_the_labels_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "zh-Hans")
    assert document("phq-9", given=PHQ)["rows"][0]["bands"] == {"total": "中度"}


@pytest.mark.parametrize("order", ["maryland", "alternative"])
@pytest.mark.parametrize(
    ("item8", "expected"),
    [((), 16.667), (("--item8", "drop"), 16.667), (("--item8", "reverse"), 15),
     (("--item8", "forward"), 18)],
)  # fmt: skip
def test_rses_by_order_and_item_8(order: str, item8: tuple[str, ...], expected: float) -> None:
    [total] = totals("rses", "--order", order, *item8, given=RSES)
    assert total == pytest.approx(expected, abs=5e-4)


def test_rses_in_the_coding_1_to_4() -> None:
    given = RSES.replace(",3", ",4").replace("id,1,2,4", "id,1,2,3")
    assert given.splitlines()[0] == "id,1,2,3,4,5,6,7,8,9,10"
    arguments = ("--order", "maryland", "--coding", "1-4", "--item8", "reverse")
    assert totals("rses", *arguments, given=given) == [25]
    assert document("rses", *arguments, given=given)["coding"] == "1-4"


def test_ssrs_with_five_and_with_four_rows() -> None:
    five = "id,1,2,3,4,5A,5B,5C,5D,5E,6,7,8,9,10\na,2,2,2,2,3,3,3,3,3,0,2,1,1,1\n"
    four = five.replace("5E,", "").replace("3,3,3,3,3", "3,3,3,3")
    assert document("ssrs", given=five)["rows"][0]["scores"] == {
        "objective": 4, "subjective": 21, "utilisation": 3, "total": 28,
    }  # fmt: skip
    assert document("ssrs", "--version", "4-rows", given=four)["version"] == "4-rows"
    assert totals("ssrs", "--version", "4-rows", given=four) == [25]
    empty = five.replace("3,3,3,3,3", "3,3,3,3,")
    assert totals("ssrs", "--version", "four", given=empty) == [25]


def test_usda_answers_as_words_and_as_codes() -> None:
    words = "id,1,2,3,3a,4,5\na,often,Never,yes,only 1 or 2 months,no,no\nb,1,3,1,2,2,2\n"
    assert totals("usda-6", given=words) == [2, 3]
    assert document("usda-6", given=words)["version"] == "published"


def test_usda_with_a_further_question_is_another_version() -> None:
    given = "id,1,2,3,4,5,6,3a\na,sometimes,never,no,no,no,yes,\n"
    assert document("usda-6", given=given)["version"] == "with-6"
    assert totals("usda-6", given=given) == [2]


def test_ssm_16_with_who_and_enough() -> None:
    items = ",".join(map(str, range(1, 17)))
    rows = [f"a,1,0,2,{',' * 13}mother;classmate,too little", f"b,1,0,2,{',' * 13}奶奶、朋友,0"]
    given = "\n".join([f"id,{items},who_EM,enough_EM", *rows])
    row, _second = document("ssm-16", given=given)["rows"]
    assert (row["scores"]["EM"], row["scores"]["total"], row["missing"]) == (1.0, None, 13)


def test_another_population_has_other_bands() -> None:
    arguments = ("--population", "cn_hospital")
    assert document("phq-9", *arguments, given=PHQ)["rows"][0]["bands"] == {"total": "mild"}


def test_the_order_of_columns_and_rows_is_free() -> None:
    turned = "2,id,1\n2,b,1\n0,a,0\n"
    assert [row["id"] for row in document("phq-2", given=turned)["rows"]] == ["b", "a"]
    assert totals("phq-2", given=turned) == [3, 0]


def test_answering_too_fast_is_flagged_where_the_time_is_known() -> None:
    given = "id,1,2,seconds\na,1,2,2.9\nb,1,2,3\nc,1,2,\n"
    rows = document("phq-2", given=given)["rows"]
    assert [row["flags"] for row in rows] == [["too_fast"], [], []]


def test_a_workbook_is_read_like_a_csv_file(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "forms.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([["id", 1, 2], [2026001, 1, 2], [2026002, None, 3]]):
            sheet.write_row(place, 0, row)
    result = CliRunner().invoke(score, [str(path), "--instrument", "phq-2", "--json"])
    rows = json.loads(result.stdout)["rows"]
    assert [(row["id"], row["scores"]["total"]) for row in rows] == [
        ("2026001", 3.0), ("2026002", None),
    ]  # fmt: skip


# ── the table ───────────────────────────────────────────────────────────────────────────────


def test_the_table_says_form_scores_meaning_and_first_words() -> None:
    result = run("phq-9", given=PHQ)
    assert result.exit_code == 0
    for words in (
        "PHQ-9, nine items, answers numbered 0-3",
        "a screening result, no diagnosis",
        "moderate",
        "higher is worse",
        "adults in primary care",
        "a2, item 9: A2: a trained person speaks with the student today",
    ):
        assert words in result.stdout


def test_no_alert_is_never_said_to_mean_no_risk() -> None:
    result = run("phq-9", given="\n".join(PHQ.splitlines()[:2]))
    assert "This does not mean that there is no risk" in result.stdout


def test_a_tool_of_our_own_is_called_unvalidated() -> None:
    items = ",".join(map(str, range(1, 17)))
    result = run("ssm-16", given=f"id,{items}\na,{','.join('2' * 16)}\n")
    assert "unvalidated" in result.stdout
    assert "diagnosis" not in result.stdout


def test_a_safety_answer_of_the_survey_brings_a_person() -> None:
    from kithwork.catalogue.instruments import instruments

    items = [item.id for item in instruments()["student-support"].instrument.items]
    head = ",".join(["id", *items, "safety", "safety_what"])
    given = f"{head}\na,{',' * len(items)}a_lot,hurt;place\nb,{',' * len(items)}no,\n"
    rows = document("student-support", given=given)["rows"]
    assert [row["alerts"] for row in rows] == [
        [{"item": "safety", "level": "A1"}, {"item": "safety_what", "level": "A2"}],
        [],
    ]
    said = run("student-support", given=given).stdout
    assert "a, item safety_what: A2: a trained person speaks with the student today" in said
    quiet = run("student-support", given="\n".join([head, f"b,{',' * len(items)}no,"]))
    assert "This does not mean that there is no risk" in quiet.stdout


def test_unconfirmed_bands_are_called_so() -> None:
    assert "not confirmed" in run("k6", given="id,1,2,3,4,5,6\na,1,1,1,1,1,1\n").stdout


def test_an_id_cannot_move_the_cursor() -> None:
    assert "\x1b" not in run("phq-9", given=PHQ.replace("a2", "\x1b[2Ja2")).stdout


# ── refusals ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("instrument", "arguments", "given", "words"),
    [
        ("nope", (), PHQ, "there is no instrument “nope”"),
        ("phq-9", ("--coding", "1-4"), PHQ, "there is no coding “1-4”"),
        ("phq-9", ("--version", "2"), PHQ, "there is no version “2”"),
        ("phq-9", ("--order", "maryland"), PHQ, "has no option “order”"),
        ("phq-9", ("--population", "x"), PHQ, "no bands for the population “x”"),
        ("ssrs", ("--population", "x"), PHQ, "this instrument has no bands"),
        ("rses", (), RSES, "say --order"),
        ("rses", ("--order", "other"), RSES, "“other” cannot be chosen"),
        ("rses", ("--order", "maryland", "--item8", "x"), RSES, "“x” cannot be chosen"),
        ("phq-9", (), PHQ.replace(",9\n", ",11\n"), "row 1, column 9: this column is missing"),
        ("phq-2", (), "id,1,2,q3\na,1,1,1\n", "row 1, column q3: this column is not known"),
        ("phq-2", (), "name,1,2\na,1,1\n", "row 1, column id: this column is missing"),
        ("ssrs", (), "id,1,2,3,4,5A,5B,5C,5D,6,7,8,9,10\na,1,1,1,1,1,1,1,1,0,0,1,1,1\n",
         "say --version 4-rows"),
        ("ssrs", ("--version", "4-rows"),
         "id,1,2,3,4,5A,5B,5C,5D,5E,6,7,8,9,10\na,1,1,1,1,1,1,1,1,1,0,0,1,1,1\n",
         "column 5E: this column is not known"),
        ("ssm-16", (), f"id,{','.join(map(str, range(1, 17)))},who_EM\na,{',' * 16}aunt\n",
         "row 2, column who_EM"),
        ("phq-2", (), "id,1,2\na,1,4\n", "row 2, column 2: item 2 must be a whole number from 0"),
        ("phq-2", (), "id,1,2\na,1,1.5\n", "row 2, column 2"),
        ("phq-2", (), "id,1,2\na,-1,1\n", "row 2, column 1"),
        ("phq-2", (), "id,1,2\na,often,1\n", "row 2, column 1: item 1 is not a number"),
        ("phq-2", (), "id,1,2\na,1,1\na,1,1\n", "column id: this id stands already in row 2"),
        ("phq-2", (), "id,1,2\n,1,1\n", "row 2, column id: the id is missing"),
        ("phq-2", (), "id,1,2,seconds\na,1,1,-3\n", "row 2, column seconds"),
        ("phq-2", (), "id,1,2,seconds\na,1,1,nan\n", "row 2, column seconds"),
        ("usda-6", (), "id,1,2,3,3a,4,5\na,often,rarely,no,,no,no\n", "item 2 has an answer"),
        ("phq-2", (), "", "the file holds nothing"),
        ("phq-2", (), "id,1,2\n", "nothing stands below the header"),
    ],
)  # fmt: skip
def test_bad_input_ends_with_exit_code_2_and_no_output(
    instrument: str, arguments: tuple[str, ...], given: str, words: str
) -> None:
    result = run(instrument, "--json", *arguments, given=given)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr


def test_every_fault_is_told_and_no_answer_repeated() -> None:
    given = "id,1,2\nsecret-a,77,1\nsecret-b,1,hidden\n"
    result = run("phq-2", given=given)
    assert "row 2, column 1" in result.stderr
    assert "row 3, column 2" in result.stderr
    for word in ("77", "hidden", "secret"):
        assert word not in result.stderr


def test_many_faults_are_counted() -> None:
    rows = "".join(f"p{number},9,1\n" for number in range(30))
    result = run("phq-2", given=f"id,1,2\n{rows}")
    assert "and 10 places more" in result.stderr


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    result = CliRunner().invoke(score, [str(tmp_path / "no.csv"), "--instrument", "phq-2"])
    assert (result.exit_code, result.stdout) == (2, "")


def test_the_instrument_must_be_named() -> None:
    result = CliRunner().invoke(score, ["-"], input=PHQ)
    assert (result.exit_code, result.stdout) == (2, "")
