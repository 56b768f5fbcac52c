"""Whether a student may be asked in a campaign, and may answer: the guardian's part and her own.

What a consent to a campaign needs follows from her age on the day, the school's jurisdiction and
what is on file about this campaign or in general (`core.consent.surveys`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.access.models import School
from kithwork.audit import clock
from kithwork.catalogue.consent import consent_entries
from kithwork.catalogue.validity import valid_on
from kithwork.core.campaigns import ANSWERING
from kithwork.core.consent import (
    ConsentFile,
    ConsentPolicy,
    Standing,
    Verdict,
    consent_for,
    guardian_policy,
    survey_policy,
)
from kithwork.core.rules import whole_years
from kithwork.people.models import Student
from kithwork.people.queries.consents import JURISDICTION, consent_files, policy_for
from kithwork.surveys.models import Campaign


@dataclass(frozen=True, slots=True)
class Asked:
    """How one student stands: may she be asked, and has everybody agreed who must."""

    guardian: Verdict
    everybody: Verdict
    needs_guardian: bool

    @property
    def may_be_asked(self) -> bool:
        return self.guardian.may_go_on

    @property
    def may_answer(self) -> bool:
        return self.everybody.may_go_on

    @property
    def has_refused(self) -> bool:
        return Standing.REFUSED in (self.guardian.standing, self.everybody.standing)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a school on a day: the guardian's part alone, and both parts."""

    guardian: ConsentPolicy
    everybody: ConsentPolicy
    online_from: int
    on: dt.date


def rules_at(school: School, on: dt.date) -> Rules:
    """Return who must agree to a questionnaire at a school on a day."""
    valid = valid_on(consent_entries(school.jurisdiction or JURISDICTION), on)
    online_from = max(valid, key=lambda one: one.valid.since).online_from
    policy = policy_for(school, on)
    return Rules(
        guardian_policy(policy, online_from=online_from),
        survey_policy(policy, online_from=online_from),
        online_from,
        on,
    )


def standing_of(campaign: Campaign, student: Student) -> Asked:
    """Return how one student stands today."""
    return standings(campaign, [student])[student.pk]


def standings(campaign: Campaign, students: Iterable[Student]) -> dict[int, Asked]:
    """Return how each student stands today, by her key; persons are loaded."""
    loaded = list(students)
    rules = rules_at(campaign.school, clock.today(campaign.school.time_zone or "UTC"))
    files = consent_files(loaded, about=campaign.uid)
    return {student.pk: _asked(student, files[student.pk], rules) for student in loaded}


def needs_guardian(student: Student, rules: Rules) -> bool:
    """Whether a guardian agrees as well; also where the birth is not known."""
    birth = student.person.birth
    age = whole_years(birth, rules.on) if birth else None
    return age is None or age < rules.online_from


def _asked(student: Student, file: ConsentFile, rules: Rules) -> Asked:
    return Asked(
        guardian=consent_for(ANSWERING, file, on=rules.on, policy=rules.guardian),
        everybody=consent_for(ANSWERING, file, on=rules.on, policy=rules.everybody),
        needs_guardian=needs_guardian(student, rules),
    )
