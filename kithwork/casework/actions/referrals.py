"""Referring a case's student to a colleague of the school, and what the colleague answers.

The referral opens her own part to the colleague and no other: what is asked, what is sent along,
the student's file as her role has it. It needs the student's leave, or a lawful exception with its
reason. When it ends, the file closes to her again.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey, User
from kithwork.access.permissions import Held, NotAllowed, Who, held
from kithwork.access.refusals import Refused
from kithwork.access.roles import Form, Scope, Section
from kithwork.access.roles import Verb as May
from kithwork.audit.models import Verb
from kithwork.casework.actions.disclosures import Passed, log_disclosure
from kithwork.casework.actions.writing import author, note, require_case
from kithwork.casework.models import Case, Referral, ReferralStep
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.referrals import ASKED, STEP, is_over, leave_to_refer
from kithwork.casework.sealing import CaseVault
from kithwork.core.casework.disclosures import Basis, Told
from kithwork.people.actions.ties import tie
from kithwork.people.models import StudentTie
from kithwork.surveys.models import Administration

ANSWERS = ("received", "declined", "answered", "ended")
IN_WORDS = ("declined", "answered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked and what is told for it; `exception`: why it goes without consent."""

    asked: str
    shared: str
    exception: str = ""
    forms: Sequence[Administration] = ()


@dataclass(frozen=True, slots=True)
class _Leave:
    code: str
    reason: str


@transaction.atomic
def refer(*, case: Case, to: User, said: Asked, by: Who) -> Referral:
    """Refer the student of a case to `to`, and open her file to `to`.

    Raises NotAllowed; Refused where `to` receives no referrals there, has one open already, where
    nothing is asked, or where there is neither consent nor a lawful exception.
    """
    grant = require_case(by, case)
    _require_receiver(to, case)
    if not said.asked.strip():
        raise Refused("casework.referral.nothing_asked")
    leave = _leave(case, said)
    today = today_at(case)
    made = Referral(
        case=case,
        to=to,
        on=today,
        leave=leave.code,
        forms=[str(form.uid) for form in said.forms],
        key=make_key(DataKey.Kind.SECTION),
        entered_by=author(by),
    )
    words = {"asked": said.asked, "shared": said.shared, "exception": leave.reason}
    kept = {name: text.strip() for name, text in words.items() if text.strip()}
    made.words = CaseVault.under(made.key).seal_json(kept, row=made.uid, field=ASKED)
    made.save(force_insert=True)
    _log(made, leave, kept, by)
    tie(student=case.student, user=to, kind=StudentTie.Kind.REFERRED, on=today, by=by)
    note(
        Verb.SHARE,
        case,
        by=by,
        grant=grant,
        kind="case.referral_within",
        reason=f"leave.{leave.code}",
    )
    return made


@transaction.atomic
def answer_referral(*, referral: Referral, step: str, words: str, by: User) -> ReferralStep:
    """Say, as its receiver, that a referral was received, declined, answered or is at its end.

    Raises NotAllowed; Refused where it is over or where an answer has no words.
    """
    grant = _require_reader(by, referral)
    return _record(referral, step, words, by, grant)


@transaction.atomic
def end_referral(*, referral: Referral, words: str, by: Who) -> ReferralStep:
    """End a referral as the worker of the case. Raises NotAllowed, Refused where it is over."""
    grant = require_case(by, referral.case)
    return _record(referral, "ended", words, by, grant)


def _record(referral: Referral, step: str, words: str, by: Who, grant: Held) -> ReferralStep:
    Referral.objects.select_for_update().get(pk=referral.pk)
    if is_over(referral):
        raise Refused("casework.referral.over")
    if step in IN_WORDS and not words.strip():
        raise Refused("casework.referral.without_words")
    case = referral.case
    made = ReferralStep(referral=referral, step=step, on=today_at(case), entered_by=author(by))
    made.words = CaseVault.under(referral.key).seal(words, row=made.uid, field=STEP)
    made.save(force_insert=True)
    note(
        Verb.AMEND, case, by=by, grant=grant, kind="case.referral_within", reason=f"referral.{step}"
    )
    if step in ("declined", "ended"):
        _close_file(referral, by, grant, today_at(case))
    return made


def _close_file(referral: Referral, by: Who, grant: Held, on: dt.date) -> None:
    """End the tie by which the file was open, unless another referral keeps it open."""
    student = referral.case.student
    others = Referral.objects.filter(case__student=student, to=referral.to).exclude(pk=referral.pk)
    if any(not is_over(one) for one in others):
        return
    ties = StudentTie.objects.filter(
        student=student, user=referral.to, kind=StudentTie.Kind.REFERRED, ends_on=None
    )
    if ties.update(ends_on=on):
        note(
            Verb.PERMISSION,
            referral.case,
            by=by,
            grant=grant,
            kind="student",
            reason="untie.referred",
            subject=student.uid,
        )


def _log(made: Referral, leave: _Leave, words: Mapping[str, str], by: Who) -> None:
    """Write into the log of what was told outside the team what goes along, and to whom."""
    is_agreed = leave.code == "consent"
    passed = Passed(
        on=made.on,
        way="file",
        receiver="colleague",
        basis=(Basis.CONSENT if is_agreed else Basis.LAW).value,
        is_minimum=True,  # the form asks for no more than is needed
        told=Told.BEFORE.value if is_agreed else "",
        words={
            "what": words.get("shared") or words["asked"],
            "who": made.to.name,
            "law": leave.reason,
        },
    )
    log_disclosure(case=made.case, source="referral_within", of=made.uid, passed=passed, by=by)


def _leave(case: Case, said: Asked) -> _Leave:
    if said.exception.strip():
        return _Leave("exception", said.exception)
    if not leave_to_refer(case):
        raise Refused("casework.referral.without_leave")
    return _Leave("consent", "")


def _require_receiver(to: User, case: Case) -> None:
    grants = held(to, May.READ, Section.CASE, form=Form.REFERRED_PART)
    if not any(one.scope is Scope.REFERRED and one.school_id == case.school_id for one in grants):
        raise Refused("casework.not_for_this_role")
    if any(not is_over(one) for one in Referral.objects.filter(case=case, to=to)):
        raise Refused("casework.referral.already")


def _require_reader(by: User, referral: Referral) -> Held:
    for grant in held(by, May.READ, Section.CASE, form=Form.REFERRED_PART):
        if grant.school_id == referral.case.school_id and referral.to_id == by.pk:
            return grant
    raise NotAllowed("This was not referred to you.")
