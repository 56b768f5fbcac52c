"""The students' pages over HTTP: who gets which part, what is saved, what a stale form keeps."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from kithwork.access.console import OPERATOR
from kithwork.access.roles import Section
from kithwork.people.actions.carers import NewCarer
from kithwork.people.actions.contact_rules import set_contact_rule
from kithwork.people.actions.enrolments import enrol
from kithwork.people.actions.exams import NewMark, announce_exam, enter_mark
from kithwork.people.actions.facts import NewFact, record_fact
from kithwork.people.actions.families import Spell, save_carer
from kithwork.people.actions.persons import PersonDetails, amend_student_person
from kithwork.people.models import Carer, Mark, SafeContactRule, Student, StudentFact
from kithwork.people.sealed import open_contacts, open_id_number
from tests.cast import FIRST_DAY, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, cast):
    """A browser in which somebody of the cast is signed in: browser("lin")."""

    def signed_in(who):
        client.force_login(getattr(cast, who))
        return client

    return signed_in


def page(name, student, **parts):
    return reverse(f"people:{name}", kwargs={"uid": student.uid, **parts})


def exam(cast):
    return announce_exam(
        term=cast.autumn,
        sitting="mid-term",
        subject="maths",
        maximum=100,
        held_on=TODAY,
        by=OPERATOR,
    )


# ── who may ──────────────────────────────────────────────────────────────────────────────────


def test_a_worker_opens_the_forms_of_her_own_students_only(browser, cast):
    lin = browser("lin")
    forms = ["identity", "carer_add", "contact_rule", "facts"]
    assert [lin.get(page(form, cast.xiaoyu)).status_code for form in forms] == [200] * 4
    assert [lin.get(page(form, cast.haoran)).status_code for form in forms] == [404] * 4


def test_who_accompanies_a_student_may_write_from_then_on(browser, cast, events):
    lin = browser("lin")
    assert lin.post(page("accompany", cast.haoran)).status_code == 302
    assert lin.get(page("identity", cast.haoran)).status_code == 200
    assert [e.reason for e in events() if e.verb == "permission"] == ["tie.own"]
    lin.post(page("accompany", cast.haoran))
    assert cast.haoran.ties.get(user=cast.lin).ends_on == TODAY


@pytest.mark.parametrize("who", ["su", "zhou", "qin", "gu", "luo", "bai"])
def test_nobody_else_opens_a_form_on_a_students_identity(browser, cast, who):
    answer = browser(who).get(page("identity", cast.xiaoyu))
    assert answer.status_code in (403, 404)
    assert "林小雨" not in answer.content.decode()


def test_a_teacher_corrects_a_mark_and_a_worker_does_not(browser, cast):
    paper = exam(cast)
    enter_mark(mark=NewMark(cast.xiaoyu, paper, Decimal(60)), by=OPERATOR)
    address = page("mark", cast.xiaoyu, exam=paper.uid)
    assert browser("lin").get(address).status_code == 403
    su = browser("su")
    form = su.get(address).context["form"]
    sent = {"state": "sat", "score": "65.5", "version": form["version"].value()}
    assert su.post(address, sent).status_code == 302
    assert Mark.objects.get().score == Decimal("65.5")


# ── what is saved ────────────────────────────────────────────────────────────────────────────


def test_identity_keeps_what_the_form_does_not_show(browser, cast):
    details = PersonDetails(full_name="林小雨", sex="female", id_number="110101201305010028")
    amend_student_person(student=cast.xiaoyu, details=details, version=1, by=OPERATOR)
    lin, address = browser("lin"), page("identity", cast.xiaoyu)
    sent = {
        "full_name": "林小雨",
        "preferred_name": "小雨",
        "sex": "female",
        "kind_1": "wechat",
        "contact_1": "xiaoyu",
        "remark_1": "",
        "version": "2",
    }
    assert lin.post(address, sent).status_code == 302
    person = Student.objects.select_related("person__key").get(pk=cast.xiaoyu.pk).person
    assert person.preferred_name == "小雨"
    assert (person.family_name, person.given_name) == ("林", "小雨")
    assert open_id_number(person) == "110101201305010028"
    assert [(one.kind, one.value) for one in open_contacts(person)] == [("wechat", "xiaoyu")]


def test_one_talk_records_what_changed_and_leaves_the_rest(browser, cast):
    lin, address = browser("lin"), page("facts_part", cast.xiaoyu, part="care")
    sent = {"on": "2026-11-01", "source": "visit", "care-mother_away": "yes", "version": ""}
    assert lin.post(address, sent).status_code == 302
    version = lin.get(address).context["form"]["version"].value()
    again = {**sent, "on": "2026-11-10", "care-father_away": "no", "version": version}
    lin.post(address, again)
    rows = StudentFact.objects.order_by("pk").values_list("fact", "value", "on", "source")
    assert [*rows] == [
        ("care.mother_away", True, dt.date(2026, 11, 1), "visit"),
        ("care.father_away", False, dt.date(2026, 11, 10), "visit"),
    ]


def test_an_emptied_field_says_that_it_is_not_known_any_more(browser, cast):
    record_fact(
        fact=NewFact(cast.xiaoyu, "care.mother_away", True, FIRST_DAY, "visit"), by=OPERATOR
    )
    lin, address = browser("lin"), page("facts_part", cast.xiaoyu, part="care")
    version = lin.get(address).context["form"]["version"].value()
    lin.post(address, {"on": str(TODAY), "source": "teacher", "version": version})
    assert [one.value for one in StudentFact.objects.order_by("pk")] == [True, None]


def test_a_student_leaves_with_a_reason_and_her_class_ends(browser, cast):
    lin, address = browser("lin"), page("leave", cast.xiaoyu)
    version = lin.get(address).context["form"]["version"].value()
    sent = {"on": str(TODAY), "reason": "moved_school", "version": version}
    assert lin.post(address, sent).status_code == 302
    cast.xiaoyu.refresh_from_db()
    assert (cast.xiaoyu.left_on, cast.xiaoyu.left_reason) == (TODAY, "moved_school")
    assert not cast.xiaoyu.enrolments.filter(ends_on__isnull=True).exists()


def test_a_refusal_keeps_the_form_and_says_why(browser, cast):
    lin, address = browser("lin"), reverse("people:add")
    sent = {
        "school": str(cast.qingshan.uid),
        "number": "20260001",
        "full_name": "何田田",
        "entered_on": str(TODAY),
    }
    answer = lin.post(address, sent)
    assert answer.status_code == 200
    assert "already in use at the school" in answer.content.decode()
    assert "何田田" in answer.content.decode()
    assert Student.objects.count() == 4


# ── what somebody else saved meanwhile ───────────────────────────────────────────────────────


def saved_meanwhile(cast, paper):
    """Return for each form: its address, what is sent, and what somebody saves in between."""
    x = cast.xiaoyu
    mother = PersonDetails(full_name="周兰")
    carer = Carer.objects.get()
    return {
        "identity": (
            page("identity", x),
            {"full_name": "林晓雨"},
            lambda: amend_student_person(
                student=x, details=PersonDetails(full_name="林小羽"), version=1, by=OPERATOR
            ),
        ),
        "carer": (
            page("carer", x, carer=carer.uid),
            {"relation": "mother", "full_name": "周岚"},
            lambda: save_carer(
                carer=NewCarer(x, "mother", mother, best_hour="Sunday"),
                spell=Spell(None, TODAY),
                by=OPERATOR,
                stored=carer,
                version="1",
            ),
        ),
        "rule": (
            page("contact_rule", x),
            {"text": "Ring.", "starts_on": str(TODAY)},
            lambda: set_contact_rule(student=x, text="Write.", starts_on=TODAY, by=OPERATOR),
        ),
        "facts": (
            page("facts_part", x, part="care"),
            {"on": str(TODAY), "source": "visit", "care-mother_away": "yes"},
            lambda: record_fact(
                fact=NewFact(x, "care.mother_away", False, TODAY, "teacher"), by=OPERATOR
            ),
        ),
        "class": (
            page("place", x),
            {"school_class": str(cast.class_7_1.uid), "starts_on": str(TODAY)},
            lambda: enrol(
                student=x, school_class=cast.class_7_1, starts_on=dt.date(2026, 10, 1), by=OPERATOR
            ),
        ),
        "mark": (
            page("mark", x, exam=paper.uid),
            {"state": "sat", "score": "70"},
            lambda: enter_mark(mark=NewMark(x, paper, Decimal(65)), by=OPERATOR),
        ),
    }


@pytest.mark.parametrize("form", ["identity", "carer", "rule", "facts", "class", "mark"])
def test_a_stale_save_writes_nothing_shows_both_and_then_goes(browser, cast, events, form):
    paper = exam(cast)
    enter_mark(mark=NewMark(cast.xiaoyu, paper, Decimal(60)), by=OPERATOR)
    save_carer(
        carer=NewCarer(cast.xiaoyu, "mother", PersonDetails(full_name="周兰")),
        spell=Spell(None, TODAY),
        by=OPERATOR,
    )
    address, sent, meanwhile = saved_meanwhile(cast, paper)[form]
    visitor = browser("su" if form == "mark" else "lin")
    version = visitor.get(address).context["form"]["version"].value()
    meanwhile()
    before = [e.verb for e in events() if e.verb == "amend"]
    answer = visitor.post(address, {**sent, "version": version})
    assert answer.status_code == 200
    assert "Somebody else saved this in the meantime" in answer.content.decode()
    assert [e.verb for e in events() if e.verb == "amend"] == before
    shown = answer.context["form"]
    assert shown.differences or form == "class"
    renewed = shown["version"].value()
    assert renewed != version
    assert visitor.post(address, {**sent, "version": renewed}).status_code == 302


# ── what the trail and the address keep ──────────────────────────────────────────────────────


def test_what_is_typed_into_a_search_stands_in_no_address_and_no_trail(browser, cast, events):
    lin = browser("lin")
    answer = lin.post(reverse("people:find"), {"q": "林小"}, headers={"HX-Request": "true"})
    assert "林小雨" in answer.content.decode()
    listed = lin.post(reverse("people:students"), {"q": "林小"})
    assert "林" not in listed["HX-Replace-Url"]
    assert "%E6" not in listed["HX-Replace-Url"]
    assert [(e.verb, e.section, e.size) for e in events() if e.verb == "search"] == [
        ("search", Section.IDENTITY.value, 1),
        ("search", Section.IDENTITY.value, 1),
    ]


def test_a_rule_is_sealed_and_its_saving_names_the_field_alone(browser, cast, events):
    lin, address = browser("lin"), page("contact_rule", cast.xiaoyu)
    lin.post(address, {"text": "Never call the uncle.", "starts_on": str(TODAY), "version": ""})
    assert b"uncle" not in bytes(SafeContactRule.objects.get().text)
    [amended] = [e for e in events() if e.verb == "amend"]
    assert (amended.fields, amended.reason) == (["safe_contact_rule"], "")
