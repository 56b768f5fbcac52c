"""How many queries each page without parts asks of the database: as the committed file says.

The count is taken with some thirty students and again with sixty: a list asks no more for more.
Thirty, because a table of fewer than ten is not shown at all.
Where this fails, `test-results/queries.csv` holds what was seen.
"""

import csv
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kithwork.access.console import OPERATOR
from kithwork.people.actions.enrolments import enrol_many
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.students import NewStudent, admit_many
from tests.cast import FIRST_DAY
from tests.whole_app.addresses import addresses
from tests.whole_app.table import SEEN

PATH = Path(__file__).parent / "queries.csv"
WHO = ("lin", "he", "su", "luo")
PAGES = [one.name for one in addresses() if not one.parts and one.guard not in ("none", "open")]


def committed() -> dict[str, dict[str, str]]:
    with PATH.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def test_every_page_has_its_count():
    assert sorted(committed()) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_often_as_the_file_says_and_no_more_for_more_students(cast, name):
    _more_students(cast, "Y")
    few = _counts(cast, name)
    _more_students(cast, "Z")
    many = _counts(cast, name)
    _write(few)
    assert many == few, "the count grows with the number of students"
    assert few == committed().get(name)


def _counts(cast, name):
    return {"name": name, **{who: _count(getattr(cast, who), name) for who in WHO}}


def _count(user, name):
    """Return the number of queries of a page, or "-" where the user may not open it."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.get(reverse("account_login"))  # what is read once is read
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        response = client.get(reverse(name))
        transaction.set_rollback(True)
    return str(len(asked)) if response.status_code == 200 else "-"


def _more_students(cast, prefix):
    new = [NewStudent(f"{prefix}{i:03}", PersonDetails(full_name=f"周{i}")) for i in range(30)]
    students = admit_many(school=cast.qingshan, students=new, by=OPERATOR)
    enrol_many(
        school=cast.qingshan,
        classes={student.pk: cast.class_7_1 for student in students},
        starts_on=FIRST_DAY,
        by=OPERATOR,
    )


def _write(counts):
    path = SEEN.with_name("queries.csv")
    path.parent.mkdir(exist_ok=True)
    known = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            known = {row["name"]: row for row in csv.DictReader(file)}
    known[counts["name"]] = counts
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["name", *WHO], lineterminator="\n")
        writer.writeheader()
        writer.writerows(known[name] for name in PAGES if name in known)
