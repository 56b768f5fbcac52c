"""`kithwork import`: the document, the faults, and nothing written where there is one."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kithwork.access.models import School
from kithwork.catalogue.cell_errors import said
from kithwork.cli import language
from kithwork.cli.imports import import_
from kithwork.core.reasons import Reason
from kithwork.core.sheets import CellError
from kithwork.files.tables.tests.broken import Broken, broken_files
from kithwork.people.models import ImportRun, Mark, Student
from kithwork.people.tests.imports.files import row_counts
from kithwork.safety.models import Alert
from kithwork.surveys.models import Administration

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "docs" / "guide" / "examples"
DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(import_, [str(one) for one in arguments])


def example(name: str, *more: object, command: str | None = None) -> Result:
    file, mapping = EXAMPLES / f"{name}.csv", EXAMPLES / f"{name}.yaml"
    return run(command or name, file, "--map", mapping, "--school", "qingshan", *more)


def test_the_examples_of_the_guide_come_in_one_after_the_other(cast):
    done = example("roster", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "rows": 12, "created": 12, "updated": 0, "unchanged": 0, "left": 0, "errors": [],
    }  # fmt: skip
    assert json.loads(example("marks", "--json").stdout)["created"] == 36
    assert json.loads(example("attendance", "--json").stdout)["created"] == 12
    assert json.loads(example("answers", "--json").stdout)["created"] == 12
    assert json.loads(example("roster", "--json").stdout)["unchanged"] == 12
    assert Student.objects.get(number="20249101").marks.count() == 3


def test_without_json_there_is_a_sentence(cast):
    assert example("roster").stdout.splitlines() == [
        "12 rows: 12 new, 0 changed, 0 as before; 0 not on the list"
    ]


def test_a_dry_run_says_the_same_and_writes_nothing(cast):
    before = row_counts()
    done = example("roster", "--dry-run", "--json")
    assert json.loads(done.stdout)["created"] == 12
    assert row_counts() == before
    assert example("roster", "--dry-run").stdout.startswith("nothing written. 12 rows would be")


def test_leavers_leave_only_on_a_day_that_is_named(cast, tmp_path):
    example("roster")
    short = tmp_path / "short.csv"
    lines = (EXAMPLES / "roster.csv").read_text("utf-8-sig").splitlines()
    short.write_text("\n".join(lines[:4]), "utf-8")
    given = (short, "--map", EXAMPLES / "roster.yaml", "--school", "qingshan")
    assert run("roster", *given).stdout.splitlines()[0].endswith("1 not on the list")
    assert not Student.objects.filter(left_on__isnull=False).exists()
    run("roster", *given, "--leavers-on", "2026-11-18")
    assert [one.number for one in Student.objects.filter(left_on__isnull=False)] == ["20249104"]


def test_broken_files_end_with_code_2_and_their_places(cast, tmp_path):
    before = row_counts()
    for broken in broken_files():
        done = run_on(broken, tmp_path)
        assert done.exit_code == 2, broken.cause
        first = json.loads(done.stdout)["errors"][0]
        assert (first["row"], first["column"]) == (broken.row, broken.column), broken.cause
        start = f"row {broken.row}" if broken.row else ""
        assert done.stderr.splitlines()[0].startswith(start), broken.cause
        assert first["message"] in done.stderr, broken.cause
        assert row_counts() == before, broken.cause


def run_on(broken: Broken, folder: Path) -> Result:
    file, mapping = folder / broken.name, folder / "map.yaml"
    file.write_bytes(broken.content)
    mapping.write_text(broken.mapping, "utf-8")
    return run(broken.kind, file, "--map", mapping, "--school", "qingshan", "--json")


def test_faults_are_said_as_the_page_says_them(cast, tmp_path):
    done = run("marks", EXAMPLES / "marks.csv", "--map", EXAMPLES / "marks.yaml",
               "--school", "qingshan")  # fmt: skip
    lines = done.stderr.splitlines()
    unknown = CellError(2, "学号", Reason.of("imports.student_unknown"))
    assert lines[0] == said(unknown, "en")
    assert lines[20:] == ["… and 16 places more", "nothing was written"]
    assert done.stdout == ""
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said_so"),
    [
        (("roster", "none.csv", "--map", EXAMPLES / "roster.yaml"), "cannot be opened"),
        (("roster", EXAMPLES / "roster.csv"), "Missing option '--map'"),
        (("roster", EXAMPLES / "roster.csv", "--map", "none.yaml"), "none.yaml, line 1"),
        (
            ("marks", EXAMPLES / "marks.csv", "--map", EXAMPLES / "roster.yaml"),
            "the mapping is for “roster”; this command takes: marks, pupils",
        ),
        (
            ("roster", EXAMPLES / "roster.csv", "--map", EXAMPLES / "roster.yaml"),
            "for which school? Name its code with --school: qingshan, college-d",
        ),
        (
            ("roster", EXAMPLES / "roster.csv", "--map", EXAMPLES / "roster.yaml", "--school", "x"),
            "no school of this code; known are: qingshan, college-d",
        ),
    ],
)
def test_what_is_missing_is_told_with_code_2(cast, arguments, said_so):
    before = row_counts()
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said_so in done.stderr
    assert row_counts() == before


def test_without_a_school_nothing_can_come_in(db):
    done = run("roster", EXAMPLES / "roster.csv", "--map", EXAMPLES / "roster.yaml")
    assert done.exit_code == 2
    assert "no school has been opened here yet" in done.stderr


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "schools"), [("mat", {"GP": 349, "MS": 46}), ("por", {"GP": 423, "MS": 226})]
)
def test_a_public_file_comes_in_and_stays_the_same(db, name, schools):
    mapping = EXAMPLES / f"uci_student_{name}.yaml"
    given = ("roster", DATA / f"uci_student_{name}.csv", "--map", mapping)
    first = run(*given, "--open-schools", "--json")
    assert json.loads(first.stdout)["created"] == sum(schools.values())
    counted = {one.code: one.students.count() for one in School.objects.all()}
    assert counted == schools
    assert Mark.objects.count() == 3 * sum(schools.values())
    again = json.loads(run(*given, "--json").stdout)
    assert (again["created"], again["updated"]) == (0, 0)
    assert again["unchanged"] == sum(schools.values())
    assert ImportRun.objects.count() == 2


@pytest.mark.real_data
def test_a_dry_run_opens_no_school(db):
    mapping = EXAMPLES / "uci_student_mat.yaml"
    given = ("roster", DATA / "uci_student_mat.csv", "--map", mapping, "--open-schools")
    assert json.loads(run(*given, "--dry-run", "--json").stdout)["created"] == 395
    assert not School.objects.exists()


ANSWERS = """
mapping: k6
version: 1
kind: answers
on: 2026-11-18
id: {column: id}
answers:
  instrument: k6
  items: {"1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "6": "6"}
"""


def answered(tmp_path, *more: object, rows: str = "20260001,0,1,0,1,0,1\n", of: str = ANSWERS):
    file, mapping = tmp_path / "answers.csv", tmp_path / "answers.yaml"
    header = of.partition("items: ")[2].replace('"', "").strip("{}\n").split(", ")
    file.write_text(",".join(["id", *(one.split(": ")[1] for one in header)]) + "\n" + rows)
    mapping.write_text(of, "utf-8")
    return run("answers", file, "--map", mapping, "--school", "qingshan", *more)


WHO_5 = """
mapping: who-5
version: 1
kind: answers
on: 2026-11-18
id: {column: id}
answers:
  instrument: who-5
  items: {"1": "1", "2": "2", "3": "3", "4": "4", "5": "5"}
"""
LOW = "20260001,0,0,0,1,0\n20260002,4,4,3,4,4\n20260003,0,0,0,0,0\n"


def test_answers_that_ask_for_a_speaker_name_their_rows_and_wait_for_her(cast, tmp_path):
    before = row_counts()
    for named in ((), ("--speaker", "shen.yue")):
        done = answered(tmp_path, *named, "--json", rows=LOW, of=WHO_5)
        assert done.exit_code == 2
        told = json.loads(done.stdout)
        assert [(one["row"], one["column"]) for one in told["errors"]] == [(2, None), (4, None)]
        assert row_counts() == before
    done = answered(tmp_path, "--speaker", "he.lan", "--json", rows=LOW, of=WHO_5)
    assert (done.exit_code, json.loads(done.stdout)["created"]) == (0, 3)
    assert Alert.objects.filter(speaker=cast.he).count() == 2


def test_answers_come_in_from_the_console_or_in_the_name_of_a_person(cast, tmp_path):
    assert "nobody signs in as “nobody” here" in answered(tmp_path, "--by", "nobody").stderr
    assert answered(tmp_path, "--by", "su.wen").exit_code == 2
    dry = answered(tmp_path, "--by", "lin.jing", "--dry-run", "--json")
    assert json.loads(dry.stdout)["created"] == 1
    assert not Administration.objects.exists()
    assert json.loads(answered(tmp_path, "--by", "lin.jing", "--json").stdout)["created"] == 1
    assert Administration.objects.get().entered_by == cast.lin
    assert json.loads(answered(tmp_path, "--json").stdout)["unchanged"] == 1
