"""Two people write the same at one moment: one is told so in words, and nothing is half done.

What looks for the row first is put out of action, as if the other had not yet written when it
looked; the database's own rules then decide.
"""

import pytest
from django.urls import reverse

from kithwork.access.refusals import Refused
from kithwork.people.actions.enrolments import enrol
from kithwork.people.actions.imports import confirm, import_now, take_back
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.students import NewStudent, admit
from kithwork.people.models import ImportRun, SchoolClass, Student
from kithwork.people.tests.imports.files import roster
from kithwork.people.tests.imports.test_runs import NEW, XIAOYU, previewed
from tests.cast import FIRST_DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def unseen(monkeypatch):
    """Numbers that somebody else takes at this moment are not seen beforehand."""
    monkeypatch.setattr(
        "kithwork.people.actions.students._check_numbers", lambda *_given, **_named: None
    )


@pytest.fixture
def taken_meanwhile(cast, monkeypatch, unseen):
    """While the file is written, somebody admits the student by hand."""
    from kithwork.people.actions.imports import persons

    many = persons.admit_many

    def after_somebody_else(**named):
        admit(school=cast.qingshan, student=NewStudent("20260004", PersonDetails()), by=cast.lin)
        return many(**named)

    monkeypatch.setattr(persons, "admit_many", after_somebody_else)


def refused(action, code):
    with pytest.raises(Refused) as refusal:
        action()
    assert refusal.value.reason.code == code
    assert refusal.value.said_in("en") != refusal.value.said_in("zh-hans")


@pytest.mark.usefixtures("taken_meanwhile")
def test_a_confirmed_file_is_refused_as_a_whole(cast):
    run = previewed(cast, XIAOYU, NEW).run
    before = Student.objects.count()
    refused(lambda: confirm(run=run, by=cast.tan), "imports.clash")
    assert Student.objects.count() == before
    assert ImportRun.objects.get(pk=run.pk).state == "previewed"


@pytest.mark.usefixtures("taken_meanwhile")
def test_so_is_one_from_the_command_line(cast):
    file = roster(XIAOYU, NEW)
    refused(lambda: import_now(incoming=file, school=cast.qingshan, by=cast.tan), "imports.clash")
    assert not ImportRun.objects.exists()


def test_an_import_on_which_somebody_builds_at_this_moment_stays(cast, monkeypatch):
    run = import_now(incoming=roster(XIAOYU, NEW), school=cast.qingshan, by=cast.tan).run
    made = SchoolClass.objects.get(name="七年级（2）班")
    enrol(student=cast.jiayi, school_class=made, starts_on=FIRST_DAY, by=cast.tan)
    monkeypatch.setattr(
        "kithwork.people.actions.imports.undoing._refuse_hanging", lambda *_given: None
    )
    refused(lambda: take_back(run=run, by=cast.tan), "imports.undo_clash")
    assert Student.objects.filter(number="20260004").exists()
    assert ImportRun.objects.get(pk=run.pk).state == "applied"


@pytest.mark.usefixtures("unseen")
def test_a_form_comes_back_with_what_was_typed(cast, client):
    client.force_login(cast.lin)
    sent = {
        "school": str(cast.qingshan.uid),
        "number": cast.xiaoyu.number,
        "full_name": "周子航",
        "entered_on": "2026-09-01",
        "version": "",
    }
    answer = client.post(reverse("people:add"), sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "saved the same at this moment" in page
    assert "周子航" in page
    assert Student.objects.filter(number=cast.xiaoyu.number).count() == 1
