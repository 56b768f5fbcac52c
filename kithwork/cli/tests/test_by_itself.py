"""Commands that need no database work in a process of their own, as a new user starts them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kithwork.cli.tests.serving import ROOT, command, environment
from kithwork.documents.workbench.registry import METHODS

PUPILS = "number,sex,q1,q2,q3,q4,q5,q6,q7,q8,q9\n" + "".join(
    f"p{row},{'fm'[row % 2]},{','.join(str((row * step) % 4) for step in range(1, 9))},0\n"
    for row in range(1, 31)
)
SESSIONS = "case,phase,time,value\n" + "".join(
    f"{case},{'A' if time <= 5 + start else 'B'},{time},{(time * 7) % 5 + 9 * (time > 5 + start)}\n"
    for start, case in enumerate("LMN")
    for time in range(1, 14)
)
STUDIES = "effect,se\n" + "".join(f"0.{study}2,0.2{study}\n" for study in range(2, 9))
GOALS = "goal,weight,baseline,achieved\nread,1,-2,1\nask,2,-1,0\n"
ITEMS = ("--items=q1,q2,q3,q4,q5,q6,q7,q8",)
OF_SESSIONS = tuple(f"--{name}={name}" for name in ("case", "phase", "time", "value"))
SIDED = (*OF_SESSIONS, "--improvement=increase")

WORK = {
    "singlecase": (SESSIONS, SIDED),
    "randtest": (SESSIONS, (*SIDED, "--design=multiple-baseline", "--draws=200")),
    "betweencase": (SESSIONS, (*SIDED, "--design=multiple-baseline")),
    "synthesis": (STUDIES, ("--effect=effect", "--se=se")),
    "reliability": (PUPILS, ITEMS),
    "factors": (PUPILS, (*ITEMS, "--factors=1")),
    "classes": (PUPILS, (*ITEMS, "--kind=profiles", "--classes=1", "--starts=2")),
    "paired": (PUPILS, ("--pre=q1", "--post=q2")),
    "compare": (PUPILS, ("--value=q1", "--by=sex")),
    "agreement": (PUPILS, ("--rater=q1", "--rater=q2")),
    "goals": (GOALS, ()),
}


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def table(folder: Path, text: str) -> str:
    file = folder / "table.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def printed(done: subprocess.CompletedProcess[str]) -> Any:
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_every_command_of_the_workbench_is_tried_here() -> None:
    assert {one.command for one in METHODS.values()} <= WORK.keys()


@pytest.mark.parametrize("name", WORK)
def test_a_statistical_command_prints_one_document(tmp_path: Path, name: str) -> None:
    text, options = WORK[name]
    assert printed(run(tmp_path, name, table(tmp_path, text), *options, "--json"))


@pytest.mark.parametrize("name", [name for name in WORK if WORK[name][1]])
def test_what_it_cannot_do_without_is_asked_for(tmp_path: Path, name: str) -> None:
    text, options = WORK[name]
    missing = options[0].split("=")[0]
    kept = [one for one in options if one.split("=")[0] != missing]
    done = run(tmp_path, name, table(tmp_path, text), *kept)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Missing option '{missing}'" in done.stderr


def test_a_file_of_pupils_becomes_a_report(tmp_path: Path) -> None:
    pupils = "id,1,2,3,4,5,6,7,8,9\n" + "".join(f"p{row}{',1' * 9}\n" for row in range(1, 13))
    out = tmp_path / "out"
    done = run(
        tmp_path, "screen", table(tmp_path, pupils), "--instrument=phq-9", f"--out={out}", "--json"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["n"] == 12
    assert {"report.docx", "report.pdf", "report.html"} <= {one.name for one in out.iterdir()}


def test_a_form_is_scored_and_a_change_judged(tmp_path: Path) -> None:
    form = "id,1,2,3,4,5,6,7\na,1,1,1,1,1,1,1\n"
    scored = printed(run(tmp_path, "score", table(tmp_path, form), "--instrument=gad-7", "--json"))
    assert scored["rows"][0]["scores"] == {"total": 7}
    changed = printed(
        run(tmp_path, "change", "--pre=14", "--post=6", "--instrument=gad-7", "--json")
    )
    assert changed["reliable"] is True
