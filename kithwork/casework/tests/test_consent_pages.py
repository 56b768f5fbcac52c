"""The page of consent in a case: asked, refused, decided by the supervisor, taken back."""

import pytest

from kithwork.casework.models import Case, ConsentAttempt
from kithwork.casework.tests.browsing import address, signed_in
from kithwork.casework.tests.filing import filed, opened
from kithwork.core.casework import Status
from kithwork.people.actions.carers import NewCarer, add_carer
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.models import Consent
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
ANSWER = {"who": "student", "method": "paper", "given_on": TODAY, "was_read_aloud": "on"}


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


def test_consent_is_sought_logged_and_decided(cast: Cast) -> None:
    case = filed(cast, status=Status.INTAKE, without="consent")
    client = signed_in(cast.lin)
    client.post(address(case, "step"), {"to": "consent_pending"})
    client.post(address(case, "attempt"), {"on": TODAY, "how": "phone", "words": "没人接"})
    assert ConsentAttempt.objects.get().how == "phone"
    page = signed_in(cast.he).get(address(case, "consent")).content.decode()
    assert "没人接" in page
    assert "Decide as the supervisor" in page
    signed_in(cast.he).post(
        address(case, "decide"), {"decision": "go_on_by_exception", "words": "保护需要"}
    )
    client.post(address(case, "step"), {"to": "assessment"})
    case.refresh_from_db()
    assert case.stage is Status.ASSESSMENT


def test_a_worker_does_not_decide_as_the_supervisor(cast: Cast, case: Case) -> None:
    sent = {"decision": "go_on_by_exception", "words": "x"}
    assert signed_in(cast.lin).post(address(case, "decide"), sent).status_code == 403


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Tick what was agreed to"),
        ({"purposes": "casework", "refuses": "on"}, "Either some of it"),
        ({"purposes": "casework", "method": "verbal"}, "Write who heard it."),
    ],
)
def test_consent_that_nobody_gave_is_not_recorded(
    cast: Cast, case: Case, said: dict[str, str], told: str
) -> None:
    answer = signed_in(cast.lin).post(address(case, "consent_record"), ANSWER | said)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert not Consent.objects.filter(about=case.uid).exists()


def test_a_no_is_recorded_when_it_is_said(cast: Cast, case: Case) -> None:
    signed_in(cast.lin).post(address(case, "consent_record"), ANSWER | {"refuses": "on"})
    answers = Consent.objects.get(about=case.uid).answers
    assert set(answers.values_list("agrees", flat=True)) == {False}


def test_after_the_students_yes_a_guardian_is_asked_next(cast: Cast, case: Case) -> None:
    client = signed_in(cast.lin)
    person = PersonDetails(full_name="周兰")
    hers = NewCarer(case.student, "mother", person, is_legal_guardian=True)
    mother = add_carer(carer=hers, by=cast.lin)
    chosen = f'<option value="{mother.uid}" selected>'
    assert chosen not in client.get(address(case, "consent")).content.decode()
    client.post(address(case, "consent_record"), ANSWER | {"purposes": "casework"})
    page = client.get(address(case, "consent")).content.decode()
    assert chosen in page
    assert "(guardian in law)" in page


def test_consent_is_taken_back_without_a_reason(cast: Cast) -> None:
    case = filed(cast, status=Status.INTAKE)
    client = signed_in(cast.lin)
    page = client.get(address(case, "consent")).content.decode()
    assert "There is consent." in page
    given = Consent.objects.get(about=case.uid)
    client.post(address(case, "take_back", consent=given.uid))
    page = client.get(address(case, "consent")).content.decode()
    assert "There is consent." not in page
    assert "taken back" in page
