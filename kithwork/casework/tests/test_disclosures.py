"""What was told outside the team: by hand with its ground, by the product, and on the pages."""

import datetime as dt

import pytest
from django.http import HttpResponse
from django.urls import reverse

from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.disclosures import Passed, write_disclosure
from kithwork.casework.actions.episodes import StepNote, record_step
from kithwork.casework.actions.papers import write_paper
from kithwork.casework.actions.referrals import Asked, refer
from kithwork.casework.models import Case, Disclosure
from kithwork.casework.queries.disclosures import disclosures_of, passed_on
from kithwork.casework.queries.file_check import file_check
from kithwork.casework.queries.thread import thread_of
from kithwork.casework.refusals import Missing
from kithwork.casework.tests.browsing import address, signed_in, text_of
from kithwork.casework.tests.filing import REFERRAL, opened
from kithwork.core.safety import Step
from kithwork.people.actions.consents import Asking, record_consent
from kithwork.people.models import Consent
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
SAID = "她最近睡得不好，请课上多留意"


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


def agreed(cast: Cast, case: Case, purpose: str, *, on: dt.date = TODAY) -> Consent:
    person = case.student.person
    person.birth = dt.date(2007, 5, 1)  # of age: she agrees for herself
    person.save()
    asking = Asking(
        student=case.student,
        method="paper",
        given_on=on,
        language="zh-Hans",
        about=case.uid,
        was_read_aloud=True,
        was_understood=True,
    )
    return record_consent(asking=asking, answers={purpose: True}, by=cast.lin)


def told(**changes: object) -> Passed:
    whole = {
        "on": TODAY,
        "way": "talk",
        "receiver": "teacher",
        "basis": "consent",
        "is_minimum": True,
        "told": "before",
        "words": {"what": SAID, "who": "苏老师"},
    }
    return Passed(**(whole | changes))  # type: ignore[arg-type]


def line(case: Case, form: str) -> tuple[str, tuple[str, ...]]:
    found = next(one for one in file_check(case, language="en") if one.form == form)
    return found.standing, found.lacks


def test_told_by_consent_names_the_consent(cast: Cast, case: Case) -> None:
    consent = agreed(cast, case, "share_teacher")
    row = write_disclosure(case=case, passed=told(), by=cast.lin)
    assert (row.consent, row.source, row.version) == (consent, "worker", 1)
    [seen] = disclosures_of(case, language="en")
    assert (seen.words["what"], seen.receiver, seen.lacks) == (SAID, "a teacher", ())
    event = AuditEvent.objects.get(subject_kind="case.disclosure")
    assert (event.verb, event.subject, event.reason) == ("create", case.uid, "passed_on.worker")


def test_without_the_consent_it_is_refused_by_its_name(cast: Cast, case: Case) -> None:
    agreed(cast, case, "share_aid_office")
    with pytest.raises(Missing) as refusal:
        write_disclosure(case=case, passed=told(), by=cast.lin)
    assert all(one.code.startswith("consent.") for one in refusal.value.missing)
    assert not Disclosure.objects.exists()


def test_consent_given_later_lets_nothing_be_told_before(cast: Cast, case: Case) -> None:
    agreed(cast, case, "share_teacher")
    earlier = told(on=TODAY - dt.timedelta(days=1))
    with pytest.raises(Missing):
        write_disclosure(case=case, passed=earlier, by=cast.lin)


def test_danger_waits_for_nothing(cast: Cast, case: Case) -> None:
    bare = Passed(on=TODAY, way="phone", basis="danger")
    write_disclosure(case=case, passed=bare, by=cast.lin)
    assert passed_on(case).lacking == 1


def test_no_day_to_come_and_nobody_else(cast: Cast, case: Case) -> None:
    agreed(cast, case, "share_teacher")
    later = told(on=TODAY + dt.timedelta(days=1))
    with pytest.raises(Refused, match="day_to_come"):
        write_disclosure(case=case, passed=later, by=cast.lin)
    for stranger in (cast.tan, cast.he, cast.gu, cast.su):
        with pytest.raises(NotAllowed):
            write_disclosure(case=case, passed=told(), by=stranger)


def test_adding_to_a_row_makes_its_next_version(cast: Cast, case: Case) -> None:
    bare = Passed(on=TODAY, way="phone", basis="danger", receiver="authority")
    first = write_disclosure(case=case, passed=bare, by=cast.lin)
    whole = told(
        receiver="authority", basis="danger", told="not_told", words={"why_not": "会更危险"}
    )
    second = write_disclosure(
        case=case, passed=whole, by=cast.lin, amends=first, made_from=str(first.uid)
    )
    assert (second.version, second.series) == (2, first.series)
    assert passed_on(case).lacking == 0
    with pytest.raises(Stale):
        write_disclosure(case=case, passed=whole, by=cast.lin, amends=first)


# ── what the product gives out ──────────────────────────────────────────────────────────────────


def test_a_referral_within_writes_its_own_row(cast: Cast) -> None:
    case = opened(cast, student=cast.aming, by=cast.shen)
    said = Asked(asked="评估睡眠", shared="三周睡不好", exception="今天说撑不住了")
    made = refer(case=case, to=cast.qin, said=said, by=cast.shen)
    [seen] = disclosures_of(case, language="en")
    assert (seen.row.source, seen.row.of) == ("referral_within", made.uid)
    assert (seen.row.receiver, seen.row.basis) == ("colleague", "law")
    assert seen.words == {"what": "三周睡不好", "who": "秦朗", "law": "今天说撑不住了"}
    assert seen.lacks == ("whether the student was told",)


def test_a_referral_paper_writes_one_row_however_often_it_is_amended(
    cast: Cast, case: Case
) -> None:
    first = write_paper(case=case, kind="referral", on=TODAY, words=REFERRAL, by=cast.lin)
    write_paper(case=case, kind="referral", on=TODAY, words=REFERRAL, by=cast.lin, amends=first)
    row = Disclosure.objects.get()
    assert (row.source, row.of, row.receiver) == ("referral_paper", first.series, "service")
    [seen] = disclosures_of(case, language="en")
    assert seen.words["what"] == REFERRAL["shared"]
    assert seen.lacks == ("the consent on file, by which it was told",)


@pytest.mark.parametrize(
    ("whom", "rows"), [("guardian", 1), ("safeguard", 1), ("authority", 1), ("nobody", 0)]
)
def test_telling_of_danger_writes_its_row(cast: Cast, case: Case, whom: str, rows: int) -> None:
    said = StepNote(step=Step.TOLD, whom=whom, words={"words": "电话里说了"})
    step = record_step(case=case, said=said, by=cast.lin)
    found = Disclosure.objects.filter(source="danger", basis="danger", of=step.uid, receiver=whom)
    assert found.count() == rows


# ── the file and the pages ──────────────────────────────────────────────────────────────────────


def test_the_file_check_and_the_thread_ask_for_what_is_lacking(cast: Cast, case: Case) -> None:
    assert line(case, "F23") == ("not_needed", ())
    row = write_disclosure(
        case=case, passed=Passed(on=TODAY, way="phone", basis="danger"), by=cast.lin
    )
    standing, lacks = line(case, "F23")
    assert (standing, lacks[0]) == ("incomplete", "to whom")
    assert any("outside the team" in gap.words for gap in thread_of(case, language="en").gaps)
    whole = told(receiver="authority", basis="danger")
    write_disclosure(case=case, passed=whole, by=cast.lin, amends=row)
    assert line(case, "F23") == ("complete", ())
    assert not any("outside the team" in gap.words for gap in thread_of(case, language="en").gaps)


def post(cast: Cast, case: Case, **changes: object) -> HttpResponse:
    typed = {
        "on": TODAY.isoformat(),
        "way": "talk",
        "receiver": "court",
        "basis": "law",
        "law": "法院调查令",
        "what": SAID,
        "told": "afterwards",
        "version": "",
    }
    response: HttpResponse = signed_in(cast.lin).post(
        address(case, "disclosure_add"), typed | changes
    )
    return response


def test_a_row_is_written_on_the_page_and_added_to(cast: Cast, case: Case) -> None:
    assert post(cast, case, basis="consent").status_code == 422
    assert post(cast, case).status_code == 302
    row = Disclosure.objects.get()
    worker = signed_in(cast.lin)
    page = text_of(worker, address(case, "disclosures"))
    assert SAID in page
    assert "that it was no more than needed" in page
    change = address(case, "disclosure", disclosure=row.uid)
    assert change in page
    assert "法院调查令" in text_of(worker, change)
    stands = {"version": str(row.uid), "is_minimum": "on"}
    typed = {"on": TODAY.isoformat(), "way": "talk", "receiver": "court", "basis": "law"}
    more = {"law": "法院调查令", "what": SAID, "told": "afterwards"}
    assert worker.post(change, typed | more | stands).status_code == 302
    assert passed_on(case).lacking == 0
    assert worker.get(change).status_code == 404  # superseded


def test_the_consent_page_and_the_papers_lead_to_the_log(cast: Cast, case: Case) -> None:
    post(cast, case)
    worker = signed_in(cast.lin)
    assert address(case, "disclosures") in text_of(worker, address(case, "papers"))
    assert "1 row lacks something" in text_of(worker, address(case, "consent"))


def test_the_supervisor_reads_and_does_not_write(cast: Cast, case: Case) -> None:
    supervisor = signed_in(cast.he)
    assert supervisor.get(address(case, "disclosures")).status_code == 200
    assert supervisor.get(address(case, "disclosure_add")).status_code == 403
    assert signed_in(cast.tan).get(address(case, "disclosures")).status_code == 404
    assert reverse("casework:disclosures", kwargs={"uid": case.uid}).endswith("/passed-on/")
