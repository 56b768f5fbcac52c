"""Answers from a file through the pages: columns once, faults by place, confirmed, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kithwork.catalogue.instruments import instruments
from kithwork.people.models import ImportRun, ImportUpload
from kithwork.safety.models import Alert
from kithwork.surveys.actions import enter
from kithwork.surveys.actions.consents import Paper, record_papers
from kithwork.surveys.filling import Filled
from kithwork.surveys.importing import chosen_in, document_of, proposed
from kithwork.surveys.models import Administration, Invitation
from kithwork.surveys.tests.asking import invited, opened_campaign
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
HEAD = "学号,日期," + ",".join(f"Q{n}" for n in range(1, 10)) + ",备注\n"
CALM = HEAD + "20260001,2026-11-18,1,1,1,1,1,1,1,99,0,x\n"
WORRYING = HEAD + "20260001,2026-11-18,0,0,0,0,0,0,0,0,2,x\n"


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def lin(cast):
    return signed_in(cast.lin)


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sent(client, cast, text, instrument="phq-9"):
    file = SimpleUploadedFile("answers.csv", text.encode())
    said = {"school": str(cast.qingshan.uid), "instrument": instrument, "file": file}
    return client.post(reverse("ask:file"), said)


def checked(client, cast, text, **change):
    """Send a file, take the columns as proposed, and check it."""
    address = sent(client, cast, text, change.pop("instrument", "phq-9")).url
    form = client.get(address).context["form"]
    fields = {name: field.initial or "" for name, field in form.fields.items()}
    fields |= {"instrument": form.entry.code, "missing": "99", **change}
    said = client.post(address, fields)
    assert said.status_code == 302, said.context["form"].errors
    return ImportUpload.objects.latest("id")


def confirmed(client, taken):
    client.post(reverse("ask:check", kwargs={"uid": taken.uid}))
    taken.refresh_from_db()
    return taken


def test_from_the_file_to_the_forms_and_back(cast, lin):
    taken = checked(lin, cast, CALM)
    assert taken.outcome["counts"]["created"] == 1
    assert not Administration.objects.exists()
    confirmed(lin, taken)
    form = Administration.objects.get()
    assert (form.student, form.mode, form.missing, form.run) == (cast.xiaoyu, "file", 1, taken.run)
    assert (taken.state, taken.file) == ("done", None)
    lin.post(reverse("ask:undo", kwargs={"uid": taken.run.uid}))
    assert not Administration.objects.exists()
    assert ImportRun.objects.get().state == "undone"


def test_an_answer_that_asks_for_somebody_needs_a_name(cast, lin):
    taken = checked(lin, cast, WORRYING)
    [fault] = taken.outcome["errors"]
    assert (fault["row"], fault["code"]) == (2, "imports.speaker_needed")
    page = lin.get(reverse("ask:check", kwargs={"uid": taken.uid})).content.decode()
    assert "speak" in page
    confirmed(lin, taken)
    assert not Administration.objects.exists()
    taken = confirmed(lin, checked(lin, cast, WORRYING, speaker=str(cast.lin.uid)))
    assert taken.state == "done"
    assert Alert.objects.get().speaker == cast.lin
    lin.post(reverse("ask:undo", kwargs={"uid": taken.run.uid}))
    assert Administration.objects.count() == 1


def test_faults_stand_at_their_row_and_column(cast, lin):
    text = HEAD + "20260001,2026-11-18,7,1,1,1,1,1,1,1,0,x\n999,2026-11-18,1,1,1,1,1,1,1,1,0,x\n"
    taken = checked(lin, cast, text)
    places = {(one["row"], one["column"], one["code"]) for one in taken.outcome["errors"]}
    assert {(row, column) for row, column, _ in places} == {(2, "Q1"), (3, "学号")}


def test_a_form_corrected_since_is_not_taken_back(cast, lin):
    taken = confirmed(lin, checked(lin, cast, CALM))
    filled = Filled("phq-9", {"1": 0}, TODAY)
    form = Administration.objects.get()
    enter(student=cast.xiaoyu, filled=filled, corrects=form, reason="misread", by=cast.lin)
    lin.post(reverse("ask:undo", kwargs={"uid": taken.run.uid}))
    assert Administration.objects.count() == 2


def test_columns_are_chosen_once(cast, lin):
    checked(lin, cast, CALM, **{"item-1": "Q2", "item-2": "Q1"})
    address = sent(lin, cast, CALM).url
    fields = lin.get(address).context["form"].fields
    assert (fields["item-1"].initial, fields["item-2"].initial) == ("Q2", "Q1")


@pytest.mark.parametrize(
    ("change", "field"),
    [({"number": ""}, "number"), ({"day": ""}, "on"), ({"item-1": ""}, "item-1")],
)
def test_what_must_be_chosen(cast, lin, change, field):
    address = sent(lin, cast, CALM).url
    form = lin.get(address).context["form"]
    fields = {name: one.initial or "" for name, one in form.fields.items()}
    said = lin.post(address, fields | {"instrument": "phq-9", **change})
    assert said.status_code == 422
    assert field in said.context["form"].errors


def test_one_column_stands_for_one_thing(cast, lin):
    address = sent(lin, cast, CALM).url
    form = lin.get(address).context["form"]
    fields = {name: one.initial or "" for name, one in form.fields.items()}
    said = lin.post(address, fields | {"instrument": "phq-9", "item-2": "Q1"})
    assert said.status_code == 422


def test_answers_to_a_campaign_come_from_those_who_agreed(cast, lin):
    campaign = opened_campaign(cast, ways=("file",))
    head = "学号,日期," + ",".join(f"q{n}" for n in range(1, 17)) + "\n"
    text = head + "20260002,2026-11-18," + ",".join(["1"] * 16) + "\n"
    chosen = {"instrument": "ssm-16", "campaign": str(campaign.uid)}
    taken = checked(lin, cast, text, **chosen)
    assert [one["code"] for one in taken.outcome["errors"]] == ["surveys.not_in_campaign"]
    invitation = invited(campaign, cast.haoran)
    papers = [Paper(invitation, None, {"survey": True})]
    record_papers(campaign=campaign, papers=papers, given_on=TODAY, language="zh-Hans", by=cast.lin)
    confirmed(lin, checked(lin, cast, text, **chosen))
    assert Administration.objects.get().campaign == campaign
    assert Invitation.objects.get(pk=invitation.pk).state == "answered"


def test_a_file_is_thrown_away(cast, lin):
    taken = checked(lin, cast, CALM)
    lin.post(reverse("ask:throw_away", kwargs={"uid": taken.uid}))
    assert not ImportUpload.objects.exists()


def test_it_is_ones_own(cast, lin):
    taken = checked(lin, cast, CALM)
    for name in ("columns", "check"):
        address = reverse(f"ask:{name}", kwargs={"uid": taken.uid})
        assert signed_in(cast.tan).get(address).status_code == 404
    assert lin.get(reverse("imports:columns", kwargs={"uid": taken.uid})).status_code == 404


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("学号", "Q1", "Q2"), {"number": "学号", "1": "Q1", "2": "Q2"}),
        (("id", "第1题", "第12题"), {"number": "id", "1": "第1题"}),
        (("number", "date", "phq_03"), {"number": "number", "day": "date", "3": "phq_03"}),
        (("a", "b"), {}),
    ],
)
def test_columns_are_recognised(columns, expected):
    found = proposed(instruments()["phq-9"], columns)
    assert found == expected


def test_a_mapping_is_read_back_as_it_was_chosen():
    entry = instruments()["phq-9"]
    chosen = {"number": "学号", "day": "日期"} | {str(n): f"Q{n}" for n in range(1, 10)}
    columns = (*chosen.values(), "备注")
    text = document_of(entry, columns, chosen, day=None, form={}, missing=["99"])
    assert chosen_in(text) == ("phq-9", chosen)
    assert "备注" in text
