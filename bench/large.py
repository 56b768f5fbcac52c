"""A large school: 100,000 students, 5,000 open cases, 500,000 notes. Not a benchmark itself.

The students come in by the product's own import. One case is told by the actions that users call
(the demo's Xiaolan, at evaluation) and written on until it has a hundred notes; `bench.copies`
gives every other case a copy of its rows, each text sealed anew under a key of its own. A hundred
workers have fifty cases each. What is not there: the trail of those notes.

Making it takes minutes, so it is kept in the temporary directory under the state of the
migrations, and each run works on a copy of it. Everybody in it is invented.
"""

import datetime as dt
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.copies import copy_case, sealings
from bench.worlds import incoming, installed, rows

if TYPE_CHECKING:
    from kithwork.access.models import School, User
    from kithwork.casework.models import Case

STUDENTS, WORKERS, CASES_EACH, NOTES_EACH = 100_000, 100, 50, 100
MADE_BY = 1  # raised when the making changes
MADE = "made"
BORN = 2008  # of those in the first grade; a college's students answer for themselves
SITTINGS = ("september", "october", "november")  # of the papers that came in, before them
SUPPORT = {str(item): 1 + item % 3 for item in range(1, 17)}  # some of everything
PASSWORD = "a quiet lamp at dusk"


@dataclass(frozen=True, slots=True)
class Large:
    """The school, a worker with fifty cases, her supervisor, who has them all, and one case."""

    home: Path
    school: "School"
    worker: "User"
    supervisor: "User"
    case: uuid.UUID


@contextmanager
def large() -> Iterator[Large]:
    """Give a copy of the large school, made first where there is none; remove it afterwards."""
    kept = kept_folder()
    if not (kept / MADE).exists():
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bench.large", str(kept)], check=True)
        print(f"the large school was made in {time.perf_counter() - began:.0f} s", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        shutil.copytree(kept, home)
        with installed(home):
            yield _found(home)


def kept_folder() -> Path:
    """Return where the large school of these migrations is kept, whether it is there or not."""
    source = Path(__file__).parent.parent / "kithwork"
    state = hashlib.sha256(f"{MADE_BY}".encode())
    for path in sorted(source.glob("*/migrations/*.py")):
        state.update(path.relative_to(source).as_posix().encode() + path.read_bytes())
    month = dt.datetime.now(dt.UTC).strftime(
        "%Y-%m"
    )  # its days are of the month in which it was made
    return Path(tempfile.gettempdir(), "kithwork-bench", f"{month}-{state.hexdigest()[:16]}")


def make(kept: Path) -> None:
    """Make the large school in a folder that others cannot read."""
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(mode=0o700, parents=True)
    with installed(kept):
        from django.db import connection

        made = _begun(kept)
        with sealings() as sealed:
            told = _told(made)
        places = zip(_without_a_case(made), _workers(made), strict=True)
        count = copy_case(told, sealed, worker=made.worker.pk, among=places)
        print(f"{WORKERS * CASES_EACH:,} cases of {count:,} rows")
        with connection.cursor() as cursor:  # as SQLite's own advice says after a great change
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("ANALYZE")
    (kept / MADE).touch()


def _begun(home: Path) -> Large:
    from kithwork.audit import clock
    from kithwork.demo.cast import make_cast
    from kithwork.people.actions.imports import import_now

    cast = make_cast(starts_on=clock.today() - dt.timedelta(days=400), password=PASSWORD)
    school, worker = cast.schools["college-d"], cast.users["shen.yue"]
    people = incoming(rows(STUDENTS, born=BORN))
    done = import_now(incoming=people, school=school, by=cast.users["he.lan"])
    assert done.run is not None, done.plan.errors[:3]
    _earlier_sittings()
    return Large(home, school, worker, cast.users["he.lan"], uuid.UUID(int=0))


def _earlier_sittings() -> None:
    """Let everybody have sat the same papers before, with other marks."""
    from django.db import connection

    from kithwork.people.models import Exam

    for paper in Exam.objects.order_by("pk"):
        for earlier, sitting in enumerate(SITTINGS, start=1):
            held = paper.held_on - dt.timedelta(days=30 * earlier)
            exam = Exam.objects.create(
                school=paper.school,
                term=paper.term,
                sitting=sitting,
                subject=paper.subject,
                kind=Exam.Kind.MONTHLY,
                max_thousandths=paper.max_thousandths,
                held_on=held,
            )
            with connection.cursor() as cursor:
                cursor.execute(OTHER_MARKS, [exam.pk, earlier, paper.pk])


OTHER_MARKS = """
INSERT INTO people_mark (uid, exam_id, student_id, state, score_thousandths, entered_at)
SELECT lower(hex(randomblob(16))), %s, student_id, state,
       30000 + (score_thousandths + 7000 * %s * (id %% 13)) %% 90000, entered_at
FROM people_mark WHERE exam_id = %s
"""


def _found(home: Path) -> Large:
    from kithwork.access.models import School, User
    from kithwork.casework.models import Case

    worker, supervisor = (User.objects.get(username=one) for one in ("shen.yue", "he.lan"))
    case = Case.objects.filter(members__user=worker).order_by("pk")[1]
    return Large(home, School.objects.get(code="college-d"), worker, supervisor, case.uid)


def _told(made: Large) -> "Case":
    """Tell one case by the demo's own words, and write on until it has its notes."""
    from kithwork.audit import clock
    from kithwork.casework.actions.contacts import Note, write_contact
    from kithwork.demo.stories.college import tell_xiaolan
    from kithwork.demo.stories.telling import at
    from kithwork.people.models import Student

    today = clock.today()
    student = Student.objects.filter(school=made.school).order_by("pk")[0]
    people = {"shen.yue": made.worker, "he.lan": made.supervisor}
    told = tell_xiaolan(student, people, as_of=today)
    told.form(today - dt.timedelta(days=9), "ssm-16", SUPPORT)
    for place in range(NOTES_EACH - told.sessions):
        day = today - dt.timedelta(days=1 + place)
        note = Note(
            at=dt.datetime.combine(day, dt.time(7, 30, tzinfo=dt.UTC)),
            form="brief",
            words={"line": f"走廊里碰到，说了两句。{place}", "next": "下周再看。"},
            mode="face",
            minutes=5,
        )
        with at(day):
            write_contact(case=told.told, contact=note, by=made.worker)
    return told.told


def _without_a_case(made: Large) -> list[int]:
    """Return the students who get a copy, spread over the whole school."""
    from kithwork.people.models import Student

    there = Student.objects.filter(school=made.school, cases=None).order_by("pk")
    count = WORKERS * CASES_EACH - 1
    return list(there.values_list("pk", flat=True))[:: STUDENTS // (count + 1)][:count]


def _workers(made: Large) -> list[int]:
    """Return whose each copy is: the first worker's fifty, but one that is told; the others'."""
    from kithwork.access.actions.postings import post, put_in_team
    from kithwork.access.actions.users import NewUser, create_user
    from kithwork.access.console import OPERATOR
    from kithwork.audit import clock

    since, places = clock.today() - dt.timedelta(days=400), [made.worker.pk] * (CASES_EACH - 1)
    for number in range(1, WORKERS):
        account = NewUser(username=f"worker.{number}", name=f"Worker {number}", password=PASSWORD)
        user = create_user(user=account, by=OPERATOR)
        post(user=user, role="worker", school=made.school, starts_on=since, by=OPERATOR)
        put_in_team(
            supervisor=made.supervisor,
            worker=user,
            school=made.school,
            starts_on=since,
            by=OPERATOR,
        )
        places += [user.pk] * CASES_EACH
    return places


if __name__ == "__main__":
    os.umask(0o077)
    make(Path(sys.argv[1]))
