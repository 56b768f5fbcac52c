"""Parts of addresses of danger, referral, handover, supervision and the logs of a case."""

import uuid
from collections.abc import Callable

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey
from kithwork.casework.actions.complaints import Received, receive_complaint
from kithwork.casework.actions.disclosures import Passed, write_disclosure
from kithwork.casework.models import Handover, Referral
from kithwork.people.models import Student
from kithwork.safety.actions import Source, raise_alert
from tests.cast import TODAY, Cast
from tests.whole_app.cases_of import case_of, case_uid, worker_of

ON_CASE = (
    "case_complaints",
    "disclosure_add",
    "disclosures",
    "handover",
    "referral_add",
    "referrals",
    "supervision",
    "supervision_write",
)
ON_DANGER = ("danger", "danger_step")
HANDOVERS = ("handover_decline", "handover_sheet", "handover_take", "handover_withdraw")
ON_REFERRAL = ("referral_answer", "referral_end", "referred")


def _in_danger(cast: Cast, student: Student) -> uuid.UUID:
    """A case with an open alert about its student."""
    case, by = case_of(cast, student), worker_of(cast, student)
    raise_alert(student=student, level="A2", source=Source("person"), speaker=by, by=by)
    return case.uid


def _referral_of(cast: Cast, student: Student) -> Referral:
    """A referral to the psychologist of the college, whose student alone is tied to her."""
    case = case_of(cast, student)
    found = Referral.objects.filter(case=case).first()
    return found or Referral.objects.create(
        case=case,
        to=cast.qin,
        on=TODAY,
        leave="consent",
        key=make_key(DataKey.Kind.SECTION),
        entered_by=worker_of(cast, student),
    )


def _referral(cast: Cast, student: Student) -> uuid.UUID:
    return _referral_of(cast, student).uid


def _referred(cast: Cast, student: Student) -> uuid.UUID:
    return _referral_of(cast, student).case.uid


def _scale(_cast: Cast, _student: Student) -> str:
    return "phq-9"


def _handover(cast: Cast, student: Student) -> uuid.UUID:
    """A handover that waits: from the student's worker to the colleague of the school."""
    case = case_of(cast, student)
    made = Handover.objects.create(
        case=case,
        giver=worker_of(cast, student),
        receiver=cast.tan if student == cast.xiaoyu else cast.lin,
        on=TODAY,
        client="agrees",
        entered_by=worker_of(cast, student),
    )
    return made.uid


def _complaint(cast: Cast, student: Student) -> uuid.UUID:
    """A complaint about nobody that its worker took down and the supervisor takes up."""
    said = Received(
        kind="complaint",
        came_from="client",
        way="talk",
        about="service",
        on=TODAY,
        words={"said": "说好的家访没有来。"},
    )
    by = worker_of(cast, student)
    return receive_complaint(student=student, received=said, by=by).uid


def _disclosure(cast: Cast, student: Student) -> uuid.UUID:
    passed = Passed(on=TODAY, way="phone", receiver="authority", basis="danger")
    case, by = case_of(cast, student), worker_of(cast, student)
    return write_disclosure(case=case, passed=passed, by=by).uid


CASE_PARTS: dict[str, Callable[[Cast, Student], object]] = {
    **{f"casework:{page} uid": case_uid for page in ON_CASE},
    **{f"casework:{page} uid": _in_danger for page in ON_DANGER},
    **{f"casework:{page} uid": _referred for page in ON_REFERRAL},
    **{f"casework:{page} uid": _handover for page in HANDOVERS},
    **{f"wordings:{page} code": _scale for page in ("wording", "wording_retire")},
    "casework:complaint uid": _complaint,
    "casework:complaint_step uid": _complaint,
    "casework:complaint_step step": lambda _cast, _student: "acknowledged",
    "casework:disclosure uid": case_uid,
    "disclosure": _disclosure,
    "referral": _referral,
    "casework:danger_step step": lambda _cast, _student: "contacted",
    "casework:referral_answer step": lambda _cast, _student: "answered",
}
