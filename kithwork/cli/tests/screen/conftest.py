"""Pupils and forms to screen, and the command that screens them."""

import csv
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kithwork.cli import language
from kithwork.cli.screen import screen

DATA = Path(__file__).parents[5] / "shared" / "data"
GUIDE = Path(__file__).parents[4] / "docs" / "guide" / "examples"

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
