"""What `kithwork screen` refuses, each with its place, and then nothing is written."""

from pathlib import Path

import pytest
from click.testing import Result

from kithwork.cli.tests.screen.conftest import (
    MAP,
    PHQ,
    PUPILS,
    of_pupils,
    run,
)


def refused(result: Result, folder: Path) -> str:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert not (folder / "out").exists()
    assert [one.name for one in folder.iterdir() if one.name.startswith(".")] == []
    return result.stderr


def test_a_file_without_meaning(pupils: Path) -> None:
    said = refused(run(pupils / "pupils.csv", "--out", pupils / "out"), pupils)
    assert "--map" in said
    assert "--instrument" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("p003,B,m,55", "p003,B,m,155", "row 5"),
        ("p003,", "p001,", "row 5"),
        ("2012-05-04", "2012-05-44", "birth"),
        (",self\n", ",nobody\n", "with"),
        ("exam two", "exam 2", "exam two"),
    ],
)
def test_every_fault_is_told_with_its_place(pupils: Path, old: str, new: str, said: str) -> None:
    (pupils / "pupils.csv").write_text(PUPILS.replace(old, new), "utf-8")
    assert said in refused(of_pupils(pupils, "--json"), pupils)


def test_a_wrong_mapping_names_file_line_and_key(pupils: Path) -> None:
    (pupils / "map.yaml").write_text(
        MAP.replace("percent_change, lt: 0", "percent, lt: 0"), "utf-8"
    )
    said = refused(of_pupils(pupils), pupils)
    assert "map.yaml, line 21" in said
    assert "did you mean" in said


def test_a_circumstance_in_a_severity_is_refused(pupils: Path) -> None:
    wrong = MAP.replace("{fact: marks.percent_change, lte: -20}", "{fact: student.sex, eq: female}")
    (pupils / "map.yaml").write_text(wrong, "utf-8")
    assert "circumstance" in refused(of_pupils(pupils), pupils)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--instrument", "phq-99"], "phq-99"),
        (["--instrument", "rses"], "order"),
        (["--instrument", "phq-9", "--coding", "7-9"], "7-9"),
    ],
)
def test_an_unknown_form_is_refused(tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "phq.csv").write_text(PHQ, "utf-8")
    result = run(tmp_path / "phq.csv", *arguments, "--out", tmp_path / "out")
    assert said in refused(result, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("student-1,1", "student-1,9", "row 3"),
        ("student-1,", "student-2,", "row 4"),
        ("student-1,", ",", "row 3"),
        ("id,1,", "id,mood,", "mood"),
        ("id,1,2,", "id,1,two,", "column 2: this column is missing"),
    ],
)
def test_faults_of_forms(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "phq.csv").write_text(PHQ.replace(old, new), "utf-8")
    result = run(tmp_path / "phq.csv", "--instrument", "phq-9", "--out", tmp_path / "out")
    assert said in refused(result, tmp_path)


def test_a_mapping_without_answers_takes_no_instrument(pupils: Path) -> None:
    said = refused(of_pupils(pupils, "--instrument", "phq-9"), pupils)
    assert "phq-9" in said


def test_answers_in_several_rows_of_one_student_are_refused(tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text(
        "number,subject,mark,q1,q2\np1,maths,50,1,2\np1,English,60,1,2\n", "utf-8"
    )
    (tmp_path / "long.yaml").write_text(
        "mapping: made\nversion: 1\nkind: pupils\nid: {column: number}\n"
        "marks: [{column: mark, subject: {column: subject}, exam: one, max: 100}]\n"
        'answers: {instrument: phq-2, items: {"1": q1, "2": q2}}\n',
        "utf-8",
    )
    result = run(tmp_path / "long.csv", "--map", tmp_path / "long.yaml", "--out", tmp_path / "out")
    assert "several rows" in refused(result, tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    result = run(tmp_path / "none.csv", "--map", tmp_path / "map.yaml", "--out", tmp_path / "out")
    refused(result, tmp_path)


def test_a_folder_of_others_is_never_touched(pupils: Path) -> None:
    out = pupils / "out"
    out.mkdir()
    (out / "letter.txt").write_text("mine", "utf-8")
    result = of_pupils(pupils, "--force")
    assert result.exit_code == 2
    assert [file.name for file in out.iterdir()] == ["letter.txt"]


def test_an_earlier_screening_is_replaced_only_when_asked(pupils: Path) -> None:
    assert of_pupils(pupils).exit_code == 0
    before = (pupils / "out" / "ids.csv").read_bytes()
    assert of_pupils(pupils).exit_code == 2
    assert (pupils / "out" / "ids.csv").read_bytes() == before
    assert of_pupils(pupils, "--force").exit_code == 0
    assert (pupils / "out" / "ids.csv").read_bytes() != before
    assert sorted(one.name for one in pupils.iterdir()) == ["map.yaml", "out", "pupils.csv"]


@pytest.mark.parametrize("text", ["not hexadecimal", "00ff"])
def test_a_key_that_is_none_is_refused(pupils: Path, text: str) -> None:
    key = pupils / "key"
    key.touch(0o600)
    key.write_text(text, "ascii")
    result = of_pupils(pupils, "--key", key)
    assert result.exit_code == 2
    assert text not in result.stderr
    assert not (pupils / "out").exists()


def test_a_key_that_others_can_read_is_refused(pupils: Path) -> None:
    key = pupils / "key"
    key.write_text("00" * 32, "ascii")
    key.chmod(0o644)
    assert "chmod 600" in of_pupils(pupils, "--key", key).stderr
    assert not (pupils / "out").exists()
