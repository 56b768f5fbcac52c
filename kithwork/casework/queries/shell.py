"""What stands around every page of a case: who, where it stands, what the next step still needs.

Each missing thing leads to the page on which it can be done.
"""

from dataclasses import dataclass

from django.urls import reverse

from kithwork.access.models import User
from kithwork.access.roles import Section, Verb
from kithwork.casework.models import Case, CaseMember
from kithwork.casework.queries.cases import (
    may_sign,
    may_write,
    members_of,
    report_name_of,
    today_at,
)
from kithwork.casework.queries.facts import pending_of, risk_level_of, steps_of
from kithwork.catalogue.words import say
from kithwork.core.casework import MAIN_PATH, PendingStanding, Status
from kithwork.core.casework.transitions import NextStep
from kithwork.core.reasons import Reason
from kithwork.people.queries.care import ContactRule, contact_rule_of
from kithwork.people.queries.reach import reaches
from kithwork.safety.models import Alert
from kithwork.safety.queries import alerts_for

SIDE = {
    Status.CONSENT_PENDING: Status.INTAKE,
    Status.WAITLIST: Status.INTAKE,
    Status.NOT_ACCEPTED: Status.ENQUIRY,
    Status.SUSPENDED: Status.ACTIVE,
    Status.REOPENED: Status.ASSESSMENT,
    Status.REFERRED_OUT: Status.CLOSING,
}
PAPER_OF = {
    "source": "enquiry",
    "presenting_problem": "enquiry",
    "risk_screen": "enquiry",
    "acceptance": "intake",
    "agreement": "agreement",
    "closure_reason": "closure",
    "closure_form": "closure",
    "not_evaluated_reason": "closure",
    "early_sign_off": "closure",
    "worker_sign_off": "closure",
    "supervisor_sign_off": "closure",
    "follow_up": "closure",
    "client_summary": "closure",
    "explanation": "closure",
    "handed_on": "closure",
    "new_school_asked": "closure",
    "receipt": "closure",
    "last_efforts": "closure",
    "worker_support": "closure",
    "post_measures": "evaluation",
    "referral_form": "referral",
    "leave_to_share": "referral",
    "receipt_tracked": "referral",
}
PAGE_OF = {
    "function": "assess",
    "baseline": "assess",
    "goal": "goals",
    "anchors": "goals",
    "rating": "goals",
    "recent_rating": "goals",
    "abandon_reason": "goals",
    "approval": "plan",
    "risk_level": "risk",
    "no_high_risk": "risk",
    "follow_up_result": "results",
}
WRITTEN_ONLY = "risk"  # a page that is nothing but its form
SAID_WITH_IT = frozenset({"step_reason", "offered_instead"})


@dataclass(frozen=True, slots=True)
class Wanting:
    """One thing that a step still needs, in words, and the page where it is done or read.

    `address` is "" where the reader may not open that page.
    """

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Way:
    """A step that can be taken from here; `asks_reason`, `asks_offer`: said with the step."""

    to: str
    name: str
    wanting: tuple[Wanting, ...]
    asks_reason: bool
    asks_offer: bool
    is_main: bool

    @property
    def is_open(self) -> bool:
        return not self.wanting


@dataclass(frozen=True, slots=True)
class Mark:
    """One stage of the bar: its name and whether it is done, here or to come."""

    name: str
    standing: str


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything around a page of a case."""

    case: Case
    tab: str
    report_name: str
    members: tuple[CaseMember, ...]
    marks: tuple[Mark, ...]
    status: str
    ways: tuple[Way, ...]
    may_write: bool
    may_sign: bool
    sees_student: bool
    rule: ContactRule | None
    pending: PendingStanding | None
    risk: str
    alert: Alert | None

    @property
    def main(self) -> Way | None:
        """The usual way on, or None where the case is at its end."""
        return next((way for way in self.ways if way.is_main), None)

    @property
    def others(self) -> tuple[Way, ...]:
        """Every other way; those that nothing stands in the way of first."""
        rest = [way for way in self.ways if not way.is_main]
        return tuple(sorted(rest, key=lambda way: not way.is_open))


@dataclass(frozen=True, slots=True)
class PartShell:
    """What stands around a part: whose case it is and who works on it, and nothing of the rest."""

    case: Case
    members: tuple[CaseMember, ...]
    sees_student: bool
    may_write: bool = False
    may_sign: bool = False

    @property
    def workers(self) -> tuple[str, ...]:
        return tuple(one.user.name for one in self.members)


def shell_of(user: User, case: Case, *, tab: str, language: str) -> Shell:
    """Return what stands around a page of a case that was opened with `case_for`."""
    steps = steps_of(case, on=today_at(case))
    setting = risk_level_of(case)
    sees_student = reaches(user, Verb.READ, Section.IDENTITY, case.student) is not None
    is_writer = may_write(user, case)
    alerts = alerts_for(user).filter(student=case.student, spoken_at__isnull=True)
    return Shell(
        case=case,
        tab=tab,
        report_name=report_name_of(case),
        members=tuple(members_of(case)),
        marks=_marks(case, language),
        status=status_in(case.status, language),
        ways=tuple(_way(case, step, language, is_writer=is_writer) for step in steps),
        may_write=is_writer,
        may_sign=may_sign(user, case),
        sees_student=sees_student,
        rule=contact_rule_of(user, case.student) if sees_student else None,
        pending=pending_of(case, on=today_at(case)),
        risk=setting.level if setting else "",
        alert=alerts.first(),
    )


def part_shell_of(user: User, case: Case) -> PartShell:
    """Return what stands around a part of a case, for somebody who has that part alone."""
    sees_student = reaches(user, Verb.READ, Section.IDENTITY, case.student) is not None
    members = tuple(members_of(case))
    return PartShell(case=case, members=members, sees_student=sees_student)


def status_in(status: str, language: str) -> str:
    """Return what a stage is called."""
    return say(f"casework.status.{status}", language)


def _marks(case: Case, language: str) -> tuple[Mark, ...]:
    here = MAIN_PATH.index(SIDE.get(case.stage, case.stage))
    standing = ["done"] * here + ["here"] + ["ahead"] * (len(MAIN_PATH) - here - 1)
    return tuple(
        Mark(status_in(stage, language), how)
        for stage, how in zip(MAIN_PATH, standing, strict=True)
    )


def _way(case: Case, step: NextStep, language: str, *, is_writer: bool) -> Way:
    codes = {reason.code.rpartition(".")[2] for reason in step.missing}
    return Way(
        to=step.to.value,
        name=status_in(step.to, language),
        wanting=tuple(
            Wanting(say(reason, language), _address(case, reason, is_writer=is_writer))
            for reason in step.missing
            if reason.code.rpartition(".")[2] not in SAID_WITH_IT
        ),
        asks_reason="step_reason" in codes,
        asks_offer="offered_instead" in codes,
        is_main=step.is_main,
    )


def _address(case: Case, reason: Reason, *, is_writer: bool) -> str:
    area, _, thing = reason.code.rpartition(".")
    if area.startswith("consent"):
        return reverse("casework:consent", kwargs={"uid": case.uid})
    if kind := PAPER_OF.get(thing):
        if not is_writer:
            return reverse("casework:papers", kwargs={"uid": case.uid})
        return reverse("casework:paper", kwargs={"uid": case.uid, "kind": kind})
    start, page = reverse("casework:case", kwargs={"uid": case.uid}), PAGE_OF.get(thing, "")
    if page == WRITTEN_ONLY and not is_writer:
        return ""
    return f"{start}{page}/" if page else start
