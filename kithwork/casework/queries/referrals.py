"""Referrals of a case, opened: for the case's members all of them, for the receiver her own."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from kithwork.access.models import User
from kithwork.access.queries.posted import roles_with, users_posted
from kithwork.access.roles import Form, Scope, Section
from kithwork.casework.models import Case, Referral, ReferralStep
from kithwork.casework.queries.cases import today_at
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.instruments import instruments
from kithwork.core.consent import Standing
from kithwork.core.text import Text
from kithwork.people.queries.consents import consent_standing
from kithwork.surveys.addresses import result_of
from kithwork.surveys.models import Administration

ASKED = "referral.words"
STEP = "referral_step.words"
PURPOSE = "share_referral"
OVER = frozenset({"declined", "ended"})


@dataclass(frozen=True, slots=True)
class FormSent:
    """A filled-in form: which scale, on which day; its scores stand on its own page."""

    row: Administration
    title: Text

    @property
    def address(self) -> str:
        return result_of(self.row)


@dataclass(frozen=True, slots=True)
class ReferralSeen:
    """One referral, opened, with what came of it, the first step first."""

    row: Referral
    words: dict[str, Any]
    steps: tuple[tuple[ReferralStep, str], ...]
    forms: tuple[FormSent, ...]

    @property
    def is_open(self) -> bool:
        return not any(step.step in OVER for step, _words in self.steps)

    @property
    def standing(self) -> str:
        return self.steps[-1][0].step if self.steps else ""


def referrals_of(case: Case, *, to: User | None = None) -> tuple[ReferralSeen, ...]:
    """Return the referrals of a case that was opened, the latest first; `to`: hers alone."""
    found = Referral.objects.filter(case=case).select_related("to", "key", "entered_by")
    found = found if to is None else found.filter(to=to)
    rows = found.prefetch_related("steps__entered_by").order_by("-on", "-pk")
    return tuple(map(_seen, rows))


def referral_in(case: Case, uid: uuid.UUID) -> Referral:
    """Return one referral of a case that was opened; Http404 where there is none."""
    found = Referral.objects.filter(case=case, uid=uid)
    referral = found.select_related("case__school", "case__student", "key", "to").first()
    if referral is None:
        raise Http404("There is no such referral in this case.")
    return referral


def receivers_at(case: Case) -> QuerySet[User]:
    """Return who receives referrals at the school of a case."""
    receiving = roles_with(
        Section.CASE,
        lambda grant: grant.scope is Scope.REFERRED and grant.shows(Form.REFERRED_PART),
    )
    return users_posted(case.school, receiving, on=today_at(case))


def leave_to_refer(case: Case) -> bool:
    """Whether there is consent to telling the one who helps next what she needs."""
    verdict = consent_standing(case.student, PURPOSE, on=today_at(case), about=case.uid)
    return verdict.standing is Standing.VALID


def is_over(referral: Referral) -> bool:
    """Whether a referral was declined or ended."""
    return ReferralStep.objects.filter(referral=referral, step__in=OVER).exists()


def forms_of(case: Case) -> tuple[FormSent, ...]:
    """Return the student's filled-in forms that may be sent along, the latest first."""
    found = Administration.objects.filter(student=case.student, superseded_by__isnull=True)
    return _sent(found.order_by("-given_on", "-pk"))


def _seen(row: Referral) -> ReferralSeen:
    vault = CaseVault.under(row.key)
    steps = sorted(row.steps.all(), key=lambda step: step.pk)
    enclosed = Administration.objects.filter(uid__in=row.forms).order_by("-given_on", "-pk")
    return ReferralSeen(
        row=row,
        words=dict(vault.open_json(row.words, row=row.uid, field=ASKED)),
        steps=tuple((one, vault.open(one.words, row=one.uid, field=STEP)) for one in steps),
        forms=_sent(enclosed) if row.forms else (),
    )


def _sent(rows: QuerySet[Administration]) -> tuple[FormSent, ...]:
    known = instruments()
    return tuple(
        FormSent(row, known[row.instrument].instrument.title)
        for row in rows
        if row.instrument in known
    )
