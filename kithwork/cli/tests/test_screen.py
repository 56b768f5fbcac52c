"""`kithwork screen`: the document, the folder, what it refuses, and the real pupils."""

import csv
import json
import re
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kithwork.catalogue.instruments import instruments
from kithwork.cli import language
from kithwork.cli.screen import screen
from kithwork.cohort.screening.tests.made import filled

DATA = Path(__file__).parents[4] / "shared" / "data"
GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "examples"

PHQ = "id,1,2,3,4,5,6,7,8,9\n" + "".join(
    f"student-{n},{','.join(str((n + k) % 4 if n % 3 else 0) for k in range(8))},{int(n == 4)}\n"
    for n in range(12)
)
PUPILS = "number,school,sex,exam one,exam two,birth,with\n" + "".join(
    f"p{n:03d},{'AB'[n % 2]},{'fm'[n % 3 == 0]},{40 + 5 * (n % 9)},{30 + 7 * (n % 8)},"
    f"2012-05-{n % 28 + 1:02d},{'self' if n % 5 == 0 else 'grandparent'}\n"
    for n in range(40)
)
MAP = """\
mapping: made
version: 1
kind: pupils
on: 2026-09-01
id: {column: number}
school: {column: school}
sex: {column: sex, values: {f: female, m: male}}
birth: {column: birth}
marks:
  - {column: exam one, subject: maths, exam: one, max: 100}
  - {column: exam two, subject: maths, exam: two, max: 100}
columns:
  with: {fact: care.arrangement, values: {self: self, grandparent: grandparent}}
groups: [school, sex]
needs:
  dropped:
    label: {en: Marks dropped, zh-Hans: 成绩下降}
    functions: [IN]
    severity:
      - {level: 2, when: {fact: marks.percent_change, lte: -20}}
      - {level: 1, when: {fact: marks.percent_change, lt: 0}}
lists:
  dropped_alone:
    label: {en: Dropped and looks after herself, zh-Hans: 成绩下降且自己照顾自己}
    when: {all: [{fact: marks.percent_change, lt: 0}, {fact: care.arrangement, eq: self}]}
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


@pytest.fixture
def pupils(tmp_path: Path) -> Path:
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    (tmp_path / "pupils.csv").write_text(PUPILS, "utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(screen, [str(argument) for argument in arguments])


def of_pupils(folder: Path, *arguments: object) -> Result:
    mapping, file = folder / "map.yaml", folder / "pupils.csv"
    return run(file, "--map", mapping, "--out", folder / "out", *arguments)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# ── the document and the folder ─────────────────────────────────────────────────────────────


def test_pupils_of_a_mapped_file(pupils: Path) -> None:
    result = of_pupils(pupils, "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert set(document) == {"n", "scales", "flags", "needs", "files"}
    assert (document["n"], document["scales"]) == (40, {})
    changes = [30 + 7 * (n % 8) - 40 - 5 * (n % 9) for n in range(40)]
    assert document["needs"]["dropped"] == sum(change < 0 for change in changes)
    alone = sum(change < 0 and n % 5 == 0 for n, change in enumerate(changes))
    assert document["flags"]["dropped_alone"] == alone
    assert document["flags"]["care-prompt.self_care"] == 8
    folder = pupils / "out"
    assert sorted(file.name for file in folder.iterdir()) == document["files"]
    assert json.loads((folder / "screening.json").read_text("utf-8")) == document


def test_needs_stand_with_their_reasons_in_words(pupils: Path) -> None:
    of_pupils(pupils)
    rows = [row for row in rows_of(pupils / "out" / "needs.csv") if row["code"] == "dropped"]
    assert {row["need"] for row in rows} == {"Marks dropped"}
    clear = [row for row in rows if row["severity"] == "2"]
    assert clear
    for row in clear:
        assert row["in words"] == "clear"
        assert re.fullmatch(
            r"Change of percent since the exam before: -\d+ points \(at most -20\)", row["because"]
        )
    alone = rows_of(pupils / "out" / "flags.csv")
    assert any("Age: 14 years" in row["because"] for row in alone)
    assert not any("2012" in row["because"] for row in alone), "a birth date is told as an age"


def test_only_the_key_file_knows_the_schools_numbers(pupils: Path) -> None:
    of_pupils(pupils)
    folder = pupils / "out"
    students = rows_of(folder / "ids.csv")
    assert {row["id in the file"] for row in students} == {f"p{n:03d}" for n in range(40)}
    assert len({row["student"] for row in students}) == 40
    for file in folder.iterdir():
        if file.name != "ids.csv":
            assert re.search(rb"\bp0\d\d\b", file.read_bytes()) is None, file.name
    assert mode_of(folder / "ids.csv") == 0o600
    assert mode_of(folder) == 0o700


def test_pseudonyms_last_with_a_key_and_only_with_it(pupils: Path) -> None:
    key = pupils / "key"
    seen = []
    for number, extra in enumerate([("--key", key), ("--key", key), ()]):
        out = pupils / f"out{number}"
        mapping, file = pupils / "map.yaml", pupils / "pupils.csv"
        assert run(file, "--map", mapping, "--out", out, *extra).exit_code == 0
        seen.append({row["id in the file"]: row["student"] for row in rows_of(out / "ids.csv")})
    assert seen[0] == seen[1]
    assert not set(seen[0].values()) & set(seen[2].values())
    assert mode_of(key) == 0o600
    assert re.fullmatch(r"[0-9a-f]{64}\n", key.read_text("ascii"))


def test_small_groups_are_hidden_in_tables_and_report(pupils: Path) -> None:
    small = PUPILS + "p900,C,f,50,20,2012-05-05,self\n" + "p901,C,f,50,20,2012-05-05,self\n"
    (pupils / "pupils.csv").write_text(small, "utf-8")
    of_pupils(pupils)
    (sizes, *_) = rows_of(pupils / "out" / "groups-school.csv")
    assert sizes["C"] == "×"
    assert "×" in (sizes["A"], sizes["B"]), "with A and B shown, C would follow"


def test_both_languages(pupils: Path) -> None:
    result = of_pupils(pupils, "--language", "zh-Hans")
    assert result.exit_code == 0, result.stderr
    rows = rows_of(pupils / "out" / "needs.csv")
    assert {row["需要"] for row in rows} >= {"成绩下降"}
    html = (pupils / "out" / "report.html").read_text("utf-8")
    assert '<html lang="zh-Hans">' in html
    assert "最常见的需要" in html


def test_the_text_names_needs_and_files(pupils: Path) -> None:
    result = of_pupils(pupils)
    assert "40 students as of 2026-09-01" in result.stdout
    assert "dropped  Marks dropped" in result.stdout
    assert "report.pdf" in result.stdout
    assert "ids.csv: keep it apart" in result.stderr


# ── filled-in instruments ───────────────────────────────────────────────────────────────────


def test_a_standard_scale_gives_scores_needs_and_alerts(tmp_path: Path) -> None:
    (tmp_path / "phq.csv").write_text(PHQ, "utf-8")
    out = tmp_path / "out"
    result = run(tmp_path / "phq.csv", "--instrument", "phq-9", "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    scores = [sum((n + k) % 4 if n % 3 else 0 for k in range(8)) + int(n == 4) for n in range(12)]
    total = document["scales"]["total"]
    assert (total["n"], total["mean"]) == (12, pytest.approx(sum(scores) / 12))
    assert document["needs"]["N-EMO-1"] == sum(score >= 5 for score in scores)
    assert "alerts.csv" in document["files"]
    alerts = rows_of(out / "alerts.csv")
    assert [(row["level"], row["answer"]) for row in alerts] == [("A2", "9")]
    assert "same school day" in alerts[0]["what to do"]
    assert mode_of(out / "alerts.csv") == 0o600
    assert "1 students gave an answer that asks for a person today" in result.stderr
    assert {row["student"] for row in rows_of(out / "scores.csv")} >= {alerts[0]["student"]}


def test_the_student_support_survey(tmp_path: Path) -> None:
    survey = instruments()["student-support"]
    forms = filled(survey, 60, seed=3)
    with (tmp_path / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *forms.columns])
        cells = zip(*forms.columns.values(), strict=True)
        writer.writerows([f"s{n}", *row] for n, row in enumerate(cells))
    out = tmp_path / "out"
    result = run(
        tmp_path / "survey.csv", "--instrument", "student-support", "--out", out, "--json",
        "--as-of", "2026-09-01",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert set(document["scales"]) >= {"EM", "IS", "IN", "AP", "belonging", "resilience"}
    assert len(document["needs"]) == 46  # all but those that only a person names
    assert document["flags"]["asks_for_a_talk"] > 0
    html = (out / "report.html").read_text("utf-8")
    assert "unvalidated" in html
    assert "large gap" in html


def test_answers_stand_in_a_mapped_file(tmp_path: Path) -> None:
    """Words of the file's own, columns of its own names, and groups beside them."""
    words = ["never", "some days", "half", "daily"]
    lines = ["number,class," + ",".join(f"q{item}" for item in range(1, 8))]
    for n in range(30):
        answers = [words[(n + item) % 4] if n else "" for item in range(7)]
        lines.append(f"p{n:03d},{'xy'[n % 2]},{','.join(answers)}")
    (tmp_path / "gad.csv").write_text("\n".join(lines) + "\n", "utf-8")
    items = ", ".join(f'"{item}": q{item}' for item in range(1, 8))
    values = ", ".join(f"{word}: {value}" for value, word in enumerate(words))
    (tmp_path / "gad.yaml").write_text(
        "mapping: made\nversion: 1\nkind: answers\nid: {column: number}\nclass: {column: class}\n"
        f"answers: {{instrument: gad-7, items: {{{items}}}, values: {{{values}}}}}\n"
        "groups: [class]\n",
        "utf-8",
    )
    out = tmp_path / "out"
    result = run(tmp_path / "gad.csv", "--map", tmp_path / "gad.yaml", "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    totals = [sum((n + item) % 4 for item in range(7)) for n in range(1, 30)]
    assert document["scales"]["total"]["n"] == 29
    assert document["scales"]["total"]["mean"] == pytest.approx(sum(totals) / 29)
    assert document["needs"]["N-EMO-2"] == sum(total >= 5 for total in totals)
    assert "groups-class.csv" in document["files"]


def test_forms_that_were_filled_in_very_fast_are_flagged(tmp_path: Path) -> None:
    lines = PHQ.splitlines()
    timed = [
        f"{lines[0]},seconds",
        *(f"{line},{3 if n < 6 else 90}" for n, line in enumerate(lines[1:])),
    ]
    (tmp_path / "phq.csv").write_text("\n".join(timed) + "\n", "utf-8")
    out = tmp_path / "out"
    result = run(tmp_path / "phq.csv", "--instrument", "phq-9", "--out", out, "--json")
    assert json.loads(result.stdout)["flags"]["too_fast"] == 6
    fast = [row for row in rows_of(out / "flags.csv") if row["flag"] == "too_fast"]
    assert {row["list"] for row in fast} == {"answered very fast"}
    assert {row["because"] for row in fast} == {""}


# ── what is refused ─────────────────────────────────────────────────────────────────────────


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


# ── the real pupils ─────────────────────────────────────────────────────────────────────────


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "n", "schools", "passed", "behind", "no_help", "listed"),
    [
        ("mat", 395, {"GP": "349", "MS": "46"}, 67.09, 130, 101, 5),
        ("por", 649, {"GP": "423", "MS": "226"}, 84.59, 100, 226, 8),
    ],
)
def test_real_pupils(
    tmp_path: Path,
    name: str,
    n: int,
    schools: dict[str, str],
    passed: float,
    behind: int,
    no_help: int,
    listed: int,
) -> None:
    """Figures of docs/guide/screening.md, where they are derived by hand."""
    out = tmp_path / "out"
    file, mapping = DATA / f"uci_student_{name}.csv", GUIDE / f"uci_student_{name}.yaml"
    result = run(file, "--map", mapping, "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert document["n"] == n
    assert document["needs"]["falls_behind"] == behind
    assert document["needs"]["no_extra_help_known"] == no_help
    assert round(100 * (n - behind) / n, 2) == passed
    assert document["flags"]["rural_girls_behind_without_help"] == listed
    (sizes, *_) = rows_of(out / "groups-school.csv")
    assert {school: sizes[school] for school in schools} == schools
    girls = [row for row in rows_of(out / "flags.csv") if row["flag"].startswith("rural_girls")]
    assert len(girls) == listed
    for row in girls:
        for fact in ("Sex: female", "in the countryside", "(below 50)", "at school: no"):
            assert fact in row["because"]
    html = (out / "report.html").read_text("utf-8")
    assert "Left-behind status is unknown for all" in html
    assert html.count("not asked") >= 16
    assert f"{max(behind, no_help)} of {n} students" in html
