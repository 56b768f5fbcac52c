"""Who signs as the supervisor: her team's cases, and one that she was asked to supervise."""

import pytest

from kithwork.access.actions.postings import post, take_from_team
from kithwork.access.console import OPERATOR
from kithwork.access.models import Supervision
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section, Verb
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.cases import add_member, end_member
from kithwork.casework.actions.papers import sign, write_paper
from kithwork.casework.actions.plans import save_plan
from kithwork.casework.models import Case, CaseMember, Plan
from kithwork.casework.planned import empty_plan
from kithwork.casework.queries.reach import reaches_case
from kithwork.casework.queries.signing import signing_of
from kithwork.casework.tests.browsing import address, signed_in, text_of
from kithwork.casework.tests.filing import CLOSURE, opened
from kithwork.casework.tests.test_plan import in_stage
from kithwork.core.casework import Status
from kithwork.people.queries.reach import reaches
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
Part = CaseMember.Part
ASK = "No supervisor sees this case yet"


@pytest.fixture
def alone(cast: Cast) -> Case:
    """A case whose worker is in nobody's team."""
    team = Supervision.objects.get(worker=cast.lin, school=cast.qingshan)
    take_from_team(team=team, on=team.starts_on, by=OPERATOR)
    return opened(cast)


def planned(cast: Cast, case: Case) -> Plan:
    in_stage(case, Status.PLANNING)
    content = empty_plan(on=TODAY, review_days=30, name="1")
    return save_plan(case=case, content=content, by=cast.lin)


def test_in_a_team_its_supervisor_signs_and_nobody_is_offered(cast: Cast) -> None:
    case = opened(cast)
    planned(cast, case)
    signing = signing_of(case)
    assert (signing.by, signing.may_ask) == ((cast.he,), ())
    page = text_of(signed_in(cast.lin), address(case, "plan"))
    assert f"{cast.he.name} can sign it as the supervisor" in page
    assert ASK not in page


def test_one_click_where_approval_waits_and_she_sees_this_case_alone(
    cast: Cast, alone: Case
) -> None:
    plan = planned(cast, alone)
    other = opened(cast, student=cast.haoran)
    here = address(alone, "plan")
    worker = signed_in(cast.lin)
    assert ASK in text_of(worker, here)
    said = {"user": str(cast.he.uid), "part": "supervisor", "next": here}
    assert worker.post(address(alone, "members"), said)["Location"] == here
    assert ASK not in text_of(worker, here)
    supervisor = signed_in(cast.he)
    text_of(supervisor, here)
    assert supervisor.get(address(other, "plan")).status_code == 404
    sign(case=alone, signed=plan, part="supervisor", method="here", by=cast.he)
    assert reaches_case(cast.he, Verb.WRITE, alone) is None
    assert reaches(cast.he, Verb.READ, Section.ANSWERS, alone.student) is None
    noted = AuditEvent.objects.filter(verb="permission", reason="member.supervisor")
    assert noted.get().actor == cast.lin.uid


def test_a_closing_that_waits_for_her_offers_the_same(cast: Cast, alone: Case) -> None:
    in_stage(alone, Status.CLOSING)
    closure = write_paper(case=alone, kind="closure", on=TODAY, words=CLOSURE, by=cast.lin)
    page = text_of(signed_in(cast.lin), address(alone, "record", record=closure.uid))
    assert ASK in page
    assert f"Ask {cast.he.name}" in page


def test_a_supervisor_of_one_case_works_on_none(cast: Cast, alone: Case) -> None:
    post(user=cast.he, role="worker", school=cast.qingshan, starts_on=TODAY, by=OPERATOR)
    member = add_member(case=alone, user=cast.he, part=Part.SUPERVISOR, by=cast.lin)
    assert reaches_case(cast.he, Verb.WRITE, alone) is None
    assert reaches_case(cast.he, Verb.SIGN, alone) is not None
    with pytest.raises(Refused, match="last_member"):
        end_member(member=alone.members.get(user=cast.lin), by=cast.lin)
    end_member(member=member, by=cast.lin)
    assert member.ends_on == TODAY


@pytest.mark.parametrize("name", ["su", "ye", "tan"])
def test_only_a_supervisor_is_asked(cast: Cast, alone: Case, name: str) -> None:
    with pytest.raises(Refused, match="not_a_supervisor"):
        add_member(case=alone, user=getattr(cast, name), part=Part.SUPERVISOR, by=cast.lin)


def test_a_supervisor_is_not_put_to_work(cast: Cast, alone: Case) -> None:
    worker, where = signed_in(cast.lin), address(alone, "members")
    refused = worker.post(where, {"user": str(cast.he.uid), "part": "co_worker"})
    assert refused.status_code == 422
    assert "choose “supervises this case”" in refused.content.decode()
