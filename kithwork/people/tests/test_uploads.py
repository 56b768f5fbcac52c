"""A file through the pages: read, given a meaning, checked, applied, taken back; or refused."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from kithwork.access.actions.postings import post
from kithwork.access.console import OPERATOR
from kithwork.access.models import DataKey, User
from kithwork.access.permissions import NotAllowed
from kithwork.audit.models import AuditEvent
from kithwork.people.actions import uploads
from kithwork.people.actions.allowed import require_roster
from kithwork.people.models import ImportMapping, ImportRun, ImportUpload, Mark, Student
from tests.cast import FIRST_DAY, Cast

pytestmark = pytest.mark.django_db

ROSTER = "学号,姓名,性别,班级\n20260101,周小满,女,1班\n20260102,吴小禾,男,1班\n"
BROKEN = "学号,姓名,性别\n20260101,周小满,女\n20260101,吴小禾,鱼\n"
START = "/students/import/"


@pytest.fixture(autouse=True)
def _at_once(settings: object) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(
    client: Client, cast: Cast, content: str | bytes, kind: str = "roster", mapping: str = ""
) -> HttpResponse:
    data = content if isinstance(content, bytes) else content.encode()
    body = {
        "school": str(cast.qingshan.uid),
        "kind": kind,
        "file": SimpleUploadedFile("list.csv", data),
    }
    if mapping:
        body["mapping"] = SimpleUploadedFile("map.yaml", mapping.encode())
    return client.post(START, body)


def checked(client: Client, cast: Cast, content: str | bytes, **more: str) -> ImportUpload:
    sent = send(client, cast, content, **more)
    assert sent.status_code == 302, sent.content.decode()
    page = client.get(sent.url)
    choices = {name: field.initial or "" for name, field in page.context["form"].fields.items()}
    answered = client.post(sent.url, choices)
    assert answered.status_code == 302, answered.content.decode()
    return ImportUpload.objects.latest("id")


def test_who_works_for_one_class_keeps_no_roster_of_the_school(cast: Cast) -> None:
    here = {"school": cast.qingshan, "starts_on": FIRST_DAY, "by": OPERATOR}
    post(user=cast.qin, role="worker", class_uid=cast.class_7_1.uid, **here)
    client = client_of(cast.qin)
    assert client.get(START).status_code == 403
    assert send(client, cast, ROSTER).status_code == 403
    assert client.get("/students/add/").status_code == 403
    assert client.get(f"/students/{cast.xiaoyu.uid}/").context["file"].may_place is False
    with pytest.raises(NotAllowed):
        require_roster(cast.qin, cast.qingshan)
    post(user=cast.qin, role="worker", **here)
    assert client.get(START).status_code == 200
    assert client.get("/students/add/").status_code == 200


def test_a_roster_goes_from_the_file_to_the_students_and_back(cast: Cast) -> None:
    client = client_of(cast.lin)
    before = Student.objects.count()
    upload = checked(client, cast, ROSTER)
    assert upload.state == "checked"
    assert upload.outcome["counts"]["created"] == 2
    assert Student.objects.count() == before, "nothing is written before the last word"
    page = client.get(f"{START}{upload.uid}/check/")
    assert page.context["leavers"] == [], "the file says nothing of their class"
    client.post(f"{START}{upload.uid}/check/", {})
    assert Student.objects.count() == before + 2
    assert Student.objects.filter(left_on__isnull=False).count() == 0
    run = ImportRun.objects.get(state="applied")
    client.post(f"{START}{run.uid}/undo/")
    assert Student.objects.count() == before


def test_the_waiting_file_is_sealed_and_erased_when_applied(cast: Cast) -> None:
    client = client_of(cast.lin)
    upload = checked(client, cast, ROSTER)
    assert "周小满".encode() not in bytes(upload.file)
    key = upload.key
    client.post(f"{START}{upload.uid}/check/", {})
    upload.refresh_from_db()
    assert (upload.state, upload.file, upload.key) == ("done", None, None)
    assert DataKey.objects.get(pk=key.pk).wrapped is None


def test_the_columns_are_chosen_once(cast: Cast) -> None:
    client = client_of(cast.lin)
    sent = send(client, cast, "甲,乙\n20260101,周小满\n")
    client.post(sent.url, {"column-0": "id", "column-1": "name"})
    assert ImportMapping.objects.get().kind == "roster"
    again = send(client, cast, "甲,乙\n20260103,郑小舟\n")
    page = client.get(again.url)
    assert page.context["found"].was_known
    assert page.context["found"].meanings == {"甲": "id", "乙": "name"}


def test_a_file_without_a_student_number_goes_no_further(cast: Cast) -> None:
    client = client_of(cast.lin)
    sent = send(client, cast, "20260101,周小满,女\n20260102,吴小禾,男\n")
    page = client.post(sent.url, {"column-0": "", "column-1": "name"})
    assert page.status_code == 400
    assert "without it nobody is found again" in page.content.decode()
    assert not ImportMapping.objects.exists()
    assert client.post(sent.url, {"column-0": "id", "column-1": "name"}).status_code == 302


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    client = client_of(cast.lin)
    first = checked(client, cast, ROSTER)
    client.post(f"{START}{first.uid}/check/", {})
    second = checked(client, cast, ROSTER)
    counts = second.outcome["counts"]
    assert (counts["created"], counts["updated"], counts["unchanged"]) == (0, 0, 2)


def test_faults_are_shown_with_row_and_column_and_nothing_is_saved(cast: Cast) -> None:
    client = client_of(cast.lin)
    before = Student.objects.count()
    upload = checked(client, cast, BROKEN)
    page = client.get(f"{START}{upload.uid}/check/")
    places = {(fault.row, fault.column) for fault in page.context["faults"]}
    assert {(3, "学号"), (3, "性别")} <= places
    assert "鱼" not in page.content.decode()
    client.post(f"{START}{upload.uid}/check/", {})
    assert Student.objects.count() == before
    table = client.get(f"{START}{upload.uid}/faults/").content.decode("utf-8-sig")
    assert len(table.splitlines()) == 1 + len(page.context["faults"])


def test_a_file_in_gb18030_is_read_and_can_be_read_otherwise(cast: Cast) -> None:
    client = client_of(cast.lin)
    sent = send(client, cast, ROSTER.encode("gb18030"))
    assert client.get(sent.url).context["found"].sheet.encoding == "gb18030"
    upload = ImportUpload.objects.get()
    client.post(f"{START}{upload.uid}/reading/", {"encoding": "utf-8", "header": 1})
    assert client.get(sent.url).context["found"].sheet.encoding == "gb18030", "refused, as before"


def test_leavers_leave_only_when_it_is_said_since_when(cast: Cast) -> None:
    client = client_of(cast.lin)
    upload = checked(client, cast, "学号,姓名\n20260001,林小雨\n")
    address = f"{START}{upload.uid}/check/"
    assert set(client.get(address).context["leavers"]) == {cast.haoran, cast.jiayi}
    assert client.post(address, {"leave": "on"}).status_code == 400
    client.post(address, {"leave": "on", "leave_on": "2026-11-10"})
    assert Student.objects.filter(left_on="2026-11-10").count() == 2


def test_marks_find_their_students_by_number(cast: Cast) -> None:
    client = client_of(cast.lin)
    sent = send(client, cast, "学号,数学,语文\n20260001,58,71\n20260002,90,88\n", kind="marks")
    form = client.get(sent.url).context["form"]
    choices = {name: field.initial or "" for name, field in form.fields.items()}
    choices |= {"exam": "期中", "on": "2026-11-10", "highest": "100"}
    client.post(sent.url, choices)
    upload = ImportUpload.objects.latest("id")
    assert upload.outcome["errors"] == []
    client.post(f"{START}{upload.uid}/check/", {})
    assert Mark.objects.filter(student=cast.xiaoyu).count() == 2


def test_a_mapping_with_a_mistake_is_refused_with_its_line(cast: Cast) -> None:
    answer = send(
        client_of(cast.lin),
        cast,
        ROSTER,
        mapping="mapping: x\nversion: 1\nkind: fish\nid: {column: 学号}\n",
    )
    assert answer.status_code == 400
    assert "line 3" in str(answer.context["form"].errors)
    assert not ImportUpload.objects.exists()


def test_a_thrown_away_file_leaves_no_bytes(cast: Cast) -> None:
    client = client_of(cast.lin)
    upload = checked(client, cast, ROSTER)
    client.post(f"{START}{upload.uid}/throw-away/")
    assert not ImportUpload.objects.exists()
    assert not ImportRun.objects.filter(file__isnull=False).exists()


@pytest.mark.parametrize("who", ["su", "ye", "luo", "bai"])
def test_those_who_keep_no_rosters_are_refused(cast: Cast, who: str) -> None:
    assert send(client_of(getattr(cast, who)), cast, ROSTER).status_code == 403


def test_nobody_opens_anothers_file(cast: Cast) -> None:
    upload = checked(client_of(cast.lin), cast, ROSTER)
    assert client_of(cast.tan).get(f"{START}{upload.uid}/check/").status_code == 404


def test_the_worker_is_killed_and_nothing_is_applied(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(cast.lin)
    upload = checked(client, cast, ROSTER)
    before = Student.objects.count()

    def fall(*_args: object, **_more: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("kithwork.people.actions.imports.runs._keep_undo_only", fall)
        client.post(f"{START}{upload.uid}/check/", {})
    upload.refresh_from_db()
    assert upload.state == "failed"
    assert Student.objects.count() == before
    client.post(f"{START}{upload.uid}/check/", {})
    assert Student.objects.count() == before + 2


def test_example_files_go_through_with_their_mappings(cast: Cast) -> None:
    examples = Path(__file__).parents[3] / "docs" / "guide" / "examples"
    client = client_of(cast.lin)
    for name in ("roster", "marks", "attendance"):
        content = (examples / f"{name}.csv").read_bytes()
        mapping = (examples / f"{name}.yaml").read_text("utf-8")
        upload = checked(client, cast, content, mapping=mapping)
        assert upload.outcome["errors"] == [], name
        client.post(f"{START}{upload.uid}/check/", {})
        upload.refresh_from_db()
        assert upload.state == "done", name


def test_words_of_cells_that_are_not_known_never_reach_the_mapping(cast: Cast) -> None:
    client = client_of(cast.lin)
    secret = "母亲（另有隐情）"
    content = f"学号,姓名,监护人关系,监护人姓名\n20260101,周小满,{secret},石燕\n"
    sent = send(client, cast, content)
    assert secret not in client.get(sent.url).context["found"].text
    form = client.get(sent.url).context["form"]
    client.post(sent.url, {name: field.initial or "" for name, field in form.fields.items()})
    kept = [*ImportMapping.objects.values_list("text", flat=True)]
    assert kept
    assert secret not in "".join(kept)


def test_a_file_thrown_away_while_it_is_checked_leaves_no_run(cast: Cast) -> None:
    client = client_of(cast.lin)
    upload = checked(client, cast, ROSTER)
    ImportUpload.objects.filter(pk=upload.pk).update(state="checking", run=None)
    stale = ImportUpload.objects.select_related("school", "key").get(pk=upload.pk)
    uploads.throw_away(taken=stale, by=cast.lin)
    waiting = ImportRun.objects.filter(state="previewed").count()
    uploads.check(taken=stale, by=cast.lin)
    assert ImportRun.objects.filter(state="previewed").count() == waiting
    assert not ImportUpload.objects.exists()


@pytest.mark.parametrize(("state", "after"), [("checking", "reading"), ("applying", "failed")])
def test_a_killed_job_is_taken_up_again(cast: Cast, state: str, after: str) -> None:
    upload = checked(client_of(cast.lin), cast, ROSTER)
    ImportUpload.objects.filter(pk=upload.pk).update(state=state)
    upload.refresh_from_db()
    uploads.recover(taken=upload, by=cast.lin)
    assert upload.state == after


def test_steps_that_come_too_late_are_told_in_words(cast: Cast) -> None:
    client = client_of(cast.lin)
    upload = checked(client, cast, ROSTER)
    client.post(f"{START}{upload.uid}/check/", {})
    for step in ("reading", "throw-away"):
        answer = client.post(f"{START}{upload.uid}/{step}/", {"header": 1}, follow=True)
        assert answer.status_code == 200
        assert "does not wait" in answer.content.decode()


def test_undo_asks_for_every_school_that_was_touched(cast: Cast) -> None:
    content = "学号,姓名,学校\n20260101,周小满,qingshan\nD20260101,吴小禾,college-d\n"
    mapping = "mapping: two\nversion: 1\nkind: roster\nid: {column: 学号}\n"
    mapping += "name: {column: 姓名}\nschool: {column: 学校}\n"
    both = client_of(cast.gu)
    upload = checked(both, cast, content, mapping=mapping)
    both.post(f"{START}{upload.uid}/check/", {})
    before = Student.objects.count()
    run = ImportRun.objects.get(state="applied")
    assert client_of(cast.lin).post(f"{START}{run.uid}/undo/").status_code == 403
    assert Student.objects.count() == before
    both.post(f"{START}{run.uid}/undo/")
    assert Student.objects.count() == before - 2
    events = AuditEvent.objects.filter(reason="import_undone", verb="delete", subject=run.uid)
    assert {event.school for event in events} == {cast.qingshan.uid, cast.college.uid}


def test_a_list_of_leavers_is_in_the_trail(cast: Cast) -> None:
    client = client_of(cast.lin)
    upload = checked(client, cast, "学号,姓名\n20260001,林小雨\n")
    before = AuditEvent.objects.filter(verb="list").count()
    client.get(f"{START}{upload.uid}/check/")
    assert AuditEvent.objects.filter(verb="list").count() == before + 1


def test_another_name_under_a_known_number_is_shown_before_anything_is_saved(cast: Cast) -> None:
    client = client_of(cast.lin)
    upload = checked(client, cast, "学号,姓名\n20260001,周小满\n20260009,吴小禾\n")
    changing = client.get(f"{START}{upload.uid}/check/").context["changing"]
    assert [(one.number, one.name, one.was, one.is_new) for one in changing] == [
        ("20260001", "周小满", "林小雨", False),
        ("20260009", "吴小禾", "", True),
    ]
