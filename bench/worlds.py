"""An installation of its own for a benchmark, filled by the product's own import.

Not a benchmark. The home folder is temporary and the database is a SQLite file in it; students,
carers and marks are invented from a seed. Django reads its settings once a process, so a process
has one installation.
"""

import datetime as dt
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kithwork.access.models import School, User
    from kithwork.people.actions.imports import Incoming

SEED = 7
A_CLASS = 50
COLUMNS = (
    "学号", "姓名", "性别", "出生日期", "年级", "班级", "电话", "监护人", "监护人电话",
    "语文", "数学", "英语",
)  # fmt: skip
MAPPING = """
mapping: bench
version: 1
kind: pupils
on: {today}
id: {{column: 学号}}
name: {{column: 姓名}}
sex: {{column: 性别}}
birth: {{column: 出生日期}}
grade: {{column: 年级}}
class: {{column: 班级}}
phone: {{column: 电话}}
guardians: [{{relation: guardian, name: {{column: 监护人}}, phone: {{column: 监护人电话}}}}]
marks:
  - {{column: 语文, subject: chinese, exam: mid-term, max: 120, on: {today}, kind: midterm}}
  - {{column: 数学, subject: mathematics, exam: mid-term, max: 120, on: {today}, kind: midterm}}
  - {{column: 英语, subject: english, exam: mid-term, max: 120, on: {today}, kind: midterm}}
"""


@dataclass(frozen=True, slots=True)
class World:
    """An installation with a school and one of its social workers."""

    home: Path
    school: "School"
    worker: "User"


@contextmanager
def world(*, posted_days: int = 0) -> Iterator[World]:
    """Make an installation with the named cast and nobody else; remove it afterwards.

    `posted_days`: for how long everybody has been posted.
    """
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder)):
        from kithwork.audit import clock
        from kithwork.demo.cast import make_cast

        since = clock.today() - dt.timedelta(days=posted_days)
        cast = make_cast(starts_on=since, password="a quiet lamp at dusk")
        yield World(Path(folder), cast.schools["qingshan"], cast.users["lin.jing"])


@contextmanager
def installed(home: Path) -> Iterator[None]:
    """Set the product up in a folder, with all its tables, until the end."""
    os.environ.update(KITHWORK_HOME=str(home), DJANGO_SETTINGS_MODULE="kithwork.web.settings")
    for name in ("KITHWORK_DEBUG", "KITHWORK_DATABASE", "KITHWORK_DEMO"):
        os.environ.pop(name, None)
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    try:
        yield
    finally:
        connections.close_all()


def rows(count: int, *, born: int = 2013) -> list[list[str]]:
    """Return that many invented students: number, name, class, a guardian, three marks.

    `born`: the year before which the first grade was born, the year itself excluded.
    """
    from kithwork.demo import names

    source = random.Random(f"{SEED}:students")
    made = []
    for place in range(count):
        sex = source.choice(["female", "male"])
        family, given = names.child(source, sex)
        carer = "".join(names.grown_up(source, "female"))
        grade = 1 + place * 6 // count
        made.append(
            [
                f"{2020_000000 + place}",
                family + given,
                "女" if sex == "female" else "男",
                f"{born - grade}-{source.randint(1, 12):02d}-{source.randint(1, 28):02d}",
                str(grade),
                f"{grade}-{1 + place % (count // 6) // A_CLASS}" if count >= 6 else "1-1",
                names.telephone(source),
                carer,
                names.telephone(source),
                *(str(source.randint(30, 120)) for _ in range(3)),
            ]
        )
    return made


def incoming(students: list[list[str]]) -> "Incoming":
    """Return the students as a CSV file with its mapping, as a school would bring it."""
    from kithwork.audit import clock
    from kithwork.catalogue.located import parse
    from kithwork.catalogue.mappings import mapping_of
    from kithwork.files.tables.writing import csv_bytes
    from kithwork.people.actions.imports import Incoming

    text = MAPPING.format(today=clock.today())
    return Incoming(csv_bytes(COLUMNS, students), mapping_of(parse(text, file="MAP.yaml")), "b.csv")
