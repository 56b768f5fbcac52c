"""The official wording in use: who loads it, what it opens, and how it goes out of use."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kithwork.access.console import OPERATOR
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.catalogue.tests.test_wordings import BODY, HEAD
from kithwork.catalogue.wordings import read_wording
from kithwork.cli.wording import wording as command
from kithwork.surveys.actions.answering import (
    agree,
    answer,
    finish_sitting,
    invitation_at,
)
from kithwork.surveys.actions.wordings import load_wording, retire_wording
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Administration, InstrumentWording
from kithwork.surveys.queries.campaigns import still_missing
from kithwork.surveys.queries.wordings import scale_wordings
from kithwork.surveys.tests.asking import code_of, invited, opened_campaign, planned
from kithwork.surveys.worded import Beside, beside_keys, entry_asked, standing_wording
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
CSV = "\n".join((*HEAD, *BODY))
RSES = (
    HEAD[0],
    HEAD[1].replace("phq-2", "rses"),
    *HEAD[2:],
    "@coding,,0-3,",
    "@choice,order,maryland,",
    *(f",{number},Answer {number}," for number in range(4)),
    *(f"{number},,Invented question {number}," for number in range(1, 11)),
)


def loaded(by, text=CSV):
    wording = read_wording(text.encode(), name="wording.csv")
    return load_wording(wording=wording, on=TODAY, by=by)


def test_the_administrator_loads_it_and_the_trail_says_so(cast):
    made = loaded(cast.luo)
    assert standing_wording("phq-2") == made
    event = AuditEvent.objects.order_by("pk").last()
    assert (event.verb, event.subject_kind, event.reason) == (
        "setting",
        "wording",
        "wording.loaded",
    )


@pytest.mark.parametrize("name", ["lin", "he", "su", "zhou", "ye", "qin", "gu", "bai"])
def test_nobody_else_loads_it(cast, name):
    with pytest.raises(NotAllowed):
        loaded(getattr(cast, name))
    assert not InstrumentWording.objects.exists()


def test_the_same_twice_and_a_day_to_come_are_refused(cast):
    loaded(cast.luo)
    with pytest.raises(Refused):
        loaded(cast.luo)
    tomorrow = (TODAY + dt.timedelta(days=1)).isoformat()
    with pytest.raises(Refused):
        loaded(cast.luo, CSV.replace("2026-11-10", tomorrow))


def test_on_the_page_a_day_begins_as_it_does_at_the_school(cast):
    address = reverse("wordings:wording", kwargs={"code": "phq-2"})
    today = CSV.replace("2026-11-10", TODAY.isoformat())
    early = dt.datetime.combine(TODAY, dt.time(7), ZoneInfo("Asia/Shanghai"))
    with clock.telling(early):
        file = SimpleUploadedFile("wording.csv", today.encode())
        as_user(cast.luo).post(address, {"file": file, "may_use": "on"})
    assert standing_wording("phq-2").confirmed_on == TODAY


def test_a_new_wording_takes_the_place_of_the_one_before(cast):
    loaded(cast.luo)
    loaded(cast.luo, CSV.replace("First invented", "Better invented"))
    first = next(entry_asked("phq-2").questionnaire.questions())
    assert first.ask.en == "Better invented question"
    assert InstrumentWording.objects.count() == 2


def test_without_it_a_scale_is_not_asked_on_a_screen_and_with_it_it_is(cast):
    draft = planned(cast, instrument="phq-2")
    assert "surveys.open.wording" in {one.code for one in still_missing(draft)}
    loaded(OPERATOR)
    assert "surveys.open.wording" not in {one.code for one in still_missing(draft)}


def test_answers_on_the_screen_are_scored_as_those_on_paper(cast):
    loaded(OPERATOR)
    campaign = opened_campaign(cast, instrument="phq-2")
    code = code_of(invited(campaign, cast.jiayi))
    agree(invitation=invitation_at(code), also={"survey_talk": False}, language="en", way="link")
    for question, said in (("1", "2"), ("2", "3")):
        answer(invitation=invitation_at(code), question=question, codes=[said])
    finish_sitting(invitation=invitation_at(code))
    form = Administration.objects.get(student=cast.jiayi)
    assert form.wording == standing_wording("phq-2")
    assert (form.answers, form.scores.get(name="total").value) == ({"1": 2, "2": 3}, 5)


def test_it_does_not_go_out_of_use_under_an_open_campaign(cast):
    loaded(OPERATOR)
    opened_campaign(cast, instrument="phq-2")
    with pytest.raises(Refused):
        retire_wording(code="phq-2", by=cast.luo)
    assert standing_wording("phq-2") is not None


def test_out_of_use_the_neutral_tags_stand_again(cast):
    loaded(OPERATOR)
    retire_wording(code="phq-2", by=cast.luo)
    assert entry_asked("phq-2").questionnaire is None
    assert not any(one.row for one in scale_wordings())
    with pytest.raises(Refused):
        retire_wording(code="phq-2", by=cast.luo)


def as_user(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_loads_a_file_and_names_row_and_column_of_a_bad_one(cast):
    client, address = as_user(cast.luo), reverse("wordings:wording", kwargs={"code": "phq-2"})
    bad = SimpleUploadedFile("a.csv", f"{CSV}\n3,,A third,".encode())
    refused = client.post(address, {"file": bad, "may_use": "on"})
    assert refused.status_code == 422
    assert "row 12, column item" in refused.content.decode()
    good = SimpleUploadedFile("a.csv", CSV.encode())
    assert client.post(address, {"file": good, "may_use": "on"}).status_code == 302
    shown = client.get(address).content.decode()
    assert "Luo Ping" in shown
    assert "in use" in client.get(reverse("wordings:wordings")).content.decode()


def test_a_file_for_another_scale_is_refused(cast):
    address = reverse("wordings:wording", kwargs={"code": "phq-9"})
    sent = {"file": SimpleUploadedFile("a.csv", CSV.encode()), "may_use": "on"}
    assert as_user(cast.luo).post(address, sent).status_code == 422
    assert not InstrumentWording.objects.exists()


def test_the_wording_stands_beside_the_keys_of_the_paper(cast):
    loaded(OPERATOR)
    for address in (paper_of(cast), sheet_of(cast)):
        assert "First invented question" in as_user(cast.lin).get(address).content.decode()


def test_out_of_use_or_in_another_language_the_tags_stand_beside_the_keys(cast):
    loaded(OPERATOR, "\n".join(line.rpartition(",")[0] for line in (*HEAD, *BODY)))
    client = as_user(cast.lin)
    client.cookies["django_language"] = "zh-hans"
    for address in (paper_of(cast), sheet_of(cast)):
        assert "invented question" not in client.get(address).content.decode()
        assert "First invented question" in as_user(cast.lin).get(address).content.decode()
    retire_wording(code="phq-2", by=cast.luo)
    assert "invented question" not in as_user(cast.lin).get(sheet_of(cast)).content.decode()


def test_a_wording_of_another_printed_form_is_not_that_of_this_one(cast):
    loaded(OPERATOR, "\n".join(RSES))
    printed = Filled("rses", {}, TODAY, coding="1-4", options={"order": "maryland"})
    assert beside_keys(printed, language="en").asks["3"].en == "Invented question 3"
    for order in ({}, {"order": "alternative"}):
        assert beside_keys(replace(printed, options=order), language="en") == Beside()


def test_a_form_that_was_keyed_in_names_the_wording_that_stood_beside_it(cast):
    row = loaded(OPERATOR)
    sent = {"given_on": TODAY.isoformat(), "mode": "paper", "item-1": "1", "item-2": "0"}
    said = as_user(cast.lin).post(paper_of(cast), sent)
    form = Administration.objects.get(student=cast.xiaoyu)
    assert form.wording == row
    assert "A form of the test" in as_user(cast.lin).get(said["Location"]).content.decode()
    loaded(OPERATOR, CSV.replace("First invented", "Better invented"))
    again = reverse("surveys:correct", kwargs={"uid": form.uid})
    as_user(cast.lin).post(again, sent | {"item-1": "2", "reason": "A slip of the finger"})
    assert Administration.objects.get(supersedes=form).wording == row


def test_a_sheet_names_it_too_and_without_one_none_is_named(cast):
    sent = {"given_on": TODAY.isoformat(), "mode": "paper"}
    typed = {f"{cast.xiaoyu.uid}:1": "1", f"{cast.xiaoyu.uid}:2": "0"}
    as_user(cast.lin).post(sheet_of(cast), sent | typed)
    row = loaded(OPERATOR)
    typed[f"{cast.xiaoyu.uid}:1"] = "0"
    yesterday = (TODAY - dt.timedelta(days=1)).isoformat()
    as_user(cast.lin).post(sheet_of(cast), sent | typed | {"given_on": yesterday})
    forms = Administration.objects.order_by("pk")
    assert [one.wording for one in forms] == [None, row]


def paper_of(cast):
    return reverse("surveys:key_in", kwargs={"uid": cast.xiaoyu.uid, "code": "phq-2"})


def sheet_of(cast):
    return reverse("surveys:sheet", kwargs={"uid": cast.class_7_1.uid, "code": "phq-2"})


def test_the_command_loads_a_file_and_names_its_faults(cast, tmp_path):
    file = tmp_path / "wording.csv"
    file.write_text(f"{CSV}\n3,,A third,", "utf-8")
    failed = CliRunner().invoke(command, ["load", str(file)])
    assert failed.exit_code == 2
    assert "row 12, column item" in failed.stderr
    assert not InstrumentWording.objects.exists()
    file.write_text(CSV, "utf-8")
    done = CliRunner().invoke(command, ["load", str(file), "--json"])
    assert (
        done.output.strip() == '{"instrument": "phq-2", "items": 2, "languages": ["en", "zh-Hans"]}'
    )
    assert standing_wording("phq-2").loaded_by is None
