"""Who must agree on which day, and what a "no", a suspicion or a careless form does."""

import datetime as dt
from dataclasses import replace

import pytest

from kithwork.core.consent import (
    AgeBand,
    ChildPart,
    ConsentRecord,
    DecisionKind,
    GuardianPart,
    Standing,
    Verdict,
    consent_for,
)
from kithwork.core.consent.tests.family import (
    BIRTH,
    BY_COMPETENCE,
    FATHER,
    GIVEN,
    GRANDMOTHER,
    HERS,
    MOTHER,
    MOTHERS,
    POLICY,
    TODAY,
    decided,
    family,
    on_file,
)
from kithwork.core.guards import Allowed, Refused


def codes(verdict: Verdict) -> tuple[str, ...]:
    return tuple(reason.code for reason in verdict.missing)


def at_age(years: int, *, less: int = 0) -> dt.date:
    """The birth of somebody who is `years` old on the day, or so many days short of it."""
    return TODAY.replace(year=TODAY.year - years) + dt.timedelta(days=less)


@pytest.mark.parametrize(
    ("birth", "guardian_signs", "student_signs"),
    [
        (at_age(8, less=1), True, False),
        (at_age(8), True, True),
        (at_age(14, less=1), True, True),
        (at_age(14), True, True),
        (at_age(18, less=1), True, True),
        (at_age(18), False, True),
    ],
)
def test_age_on_the_day_says_who_signs(
    birth: dt.date, guardian_signs: bool, student_signs: bool
) -> None:
    mother = replace(MOTHER, since=birth)
    given = TODAY
    signatures = {
        True: (replace(MOTHERS, given_on=given),) if guardian_signs else (),
        False: (replace(HERS, given_on=given),) if student_signs else (),
    }
    complete = on_file(*signatures[True], *signatures[False], subject=family(mother, birth=birth))
    assert consent_for("casework", complete, on=TODAY, policy=POLICY).standing is Standing.VALID
    for left_out in (True, False):
        if not signatures[left_out]:
            continue
        partial = replace(complete, records=signatures[not left_out])
        assert (
            consent_for("casework", partial, on=TODAY, policy=POLICY).standing is Standing.PENDING
        )


def test_everything_missing_is_named_at_once() -> None:
    verdict = consent_for("casework", on_file(), on=TODAY, policy=POLICY)
    assert codes(verdict) == ("consent.missing.assent", "consent.missing.guardian")
    assert verdict.answer == Refused(verdict.missing)


def test_valid_consent_says_until_when() -> None:
    verdict = consent_for("casework", on_file(HERS, MOTHERS), on=TODAY, policy=POLICY)
    assert verdict.answer == Allowed()
    assert verdict.ends_on == dt.date(2027, 3, 10)  # she turns 14 before the twelve months end
    assert len(verdict.because) == 2


def test_unknown_birth_keeps_consent_pending() -> None:
    file = on_file(HERS, MOTHERS, subject=family(birth=None))
    verdict = consent_for("casework", file, on=TODAY, policy=POLICY)
    assert (verdict.standing, codes(verdict)) == (Standing.PENDING, ("consent.missing.birth",))


def test_consent_of_tomorrow_does_not_cover_today() -> None:
    tomorrow = TODAY + dt.timedelta(days=1)
    file = on_file(replace(HERS, given_on=tomorrow), replace(MOTHERS, given_on=tomorrow))
    assert consent_for("casework", file, on=TODAY, policy=POLICY).standing is Standing.PENDING


def test_each_purpose_is_asked_by_itself() -> None:
    file = on_file(HERS, MOTHERS)
    verdict = consent_for("share_teacher", file, on=TODAY, policy=POLICY)
    assert verdict.standing is Standing.PENDING


def test_unknown_purpose_is_an_error() -> None:
    with pytest.raises(ValueError, match="no purpose"):
        consent_for("marketing", on_file(), on=TODAY, policy=POLICY)


# ── a careless form ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("hers", "mothers", "code"),
    [
        (replace(HERS, was_read_aloud=False), MOTHERS, "consent.missing.read_aloud"),
        (HERS, replace(MOTHERS, was_read_aloud=False), "consent.missing.read_aloud"),
        (replace(HERS, was_understood=False), MOTHERS, "consent.missing.understood"),
        (HERS, replace(MOTHERS, is_verified=False), "consent.missing.verified"),
        (HERS, replace(MOTHERS, method="remote"), "consent.missing.witness"),
        (replace(HERS, method="verbal"), MOTHERS, "consent.missing.witness"),
    ],
)
def test_careless_form_is_no_consent_yet(
    hers: ConsentRecord, mothers: ConsentRecord, code: str
) -> None:
    verdict = consent_for("casework", on_file(hers, mothers), on=TODAY, policy=POLICY)
    assert (verdict.standing, codes(verdict)) == (Standing.PENDING, (code,))


def test_parent_far_away_may_agree_by_video_before_a_witness() -> None:
    remote = replace(MOTHERS, method="remote", has_witness=True)
    assert consent_for("casework", on_file(HERS, remote), on=TODAY, policy=POLICY).has_consent


# ── a "no" ──────────────────────────────────────────────────────────────────────────────────────

NO = replace(HERS, agrees=False)


def test_no_of_a_younger_child_must_be_heard_and_decided() -> None:
    verdict = consent_for("casework", on_file(NO, MOTHERS), on=TODAY, policy=POLICY)
    assert codes(verdict) == ("consent.missing.decision_on_no",)
    decision = decided(DecisionKind.WITHOUT_ASSENT, by="supervisor")
    file = on_file(NO, MOTHERS, decisions=(decision,))
    assert consent_for("casework", file, on=TODAY, policy=POLICY).has_consent


def test_decision_before_a_no_does_not_answer_it() -> None:
    earlier = decided(DecisionKind.WITHOUT_ASSENT, by="supervisor", on=GIVEN - dt.timedelta(days=1))
    file = on_file(NO, MOTHERS, decisions=(earlier,))
    assert not consent_for("casework", file, on=TODAY, policy=POLICY).has_consent


def test_no_from_fourteen_on_stands_except_for_protection() -> None:
    subject = family(birth=at_age(15))
    file = on_file(NO, MOTHERS, subject=subject)
    refused = consent_for("casework", file, on=TODAY, policy=POLICY)
    assert (refused.standing, codes(refused)) == (Standing.REFUSED, ("consent.refused.student",))
    overruled = decided(DecisionKind.WITHOUT_ASSENT, by="supervisor")
    still = consent_for("casework", replace(file, decisions=(overruled,)), on=TODAY, policy=POLICY)
    assert still.standing is Standing.REFUSED
    protected = decided(DecisionKind.LAWFUL_EXCEPTION)
    verdict = consent_for(
        "casework", replace(file, decisions=(protected,)), on=TODAY, policy=POLICY
    )
    assert (verdict.standing, verdict.may_go_on, verdict.has_consent) == (
        Standing.EXCEPTION,
        True,
        False,
    )


def test_withdrawal_counts_from_its_day() -> None:
    withdrawn = replace(MOTHERS, withdrawn_on=TODAY)
    file = on_file(HERS, withdrawn)
    before = TODAY - dt.timedelta(days=1)
    assert consent_for("casework", file, on=before, policy=POLICY).has_consent
    assert consent_for("casework", file, on=TODAY, policy=POLICY).standing is Standing.REFUSED


def test_newer_answer_replaces_the_older() -> None:
    again = replace(NO, agrees=True, given_on=GIVEN + dt.timedelta(days=3))
    assert consent_for("casework", on_file(NO, again, MOTHERS), on=TODAY, policy=POLICY).has_consent


def test_two_parents_who_disagree_must_be_heard_together() -> None:
    fathers = replace(MOTHERS, guardian="father", agrees=False)
    file = on_file(HERS, MOTHERS, fathers, subject=family(MOTHER, FATHER))
    verdict = consent_for("casework", file, on=TODAY, policy=POLICY)
    assert codes(verdict) == ("consent.missing.guardians_agree",)


# ── a guardian who is the suspected harm ────────────────────────────────────────────────────────

SUSPECT = replace(MOTHER, suspected_since=TODAY)


def test_suspected_guardian_is_not_asked_but_the_lead_decides() -> None:
    file = on_file(HERS, subject=family(SUSPECT))
    verdict = consent_for("casework", file, on=TODAY, policy=POLICY)
    assert codes(verdict) == ("consent.missing.waiver",)
    waived = replace(file, decisions=(decided(DecisionKind.GUARDIAN_WAIVED, on=TODAY),))
    assert consent_for("casework", waived, on=TODAY, policy=POLICY).has_consent


def test_what_a_suspected_guardian_signed_or_refused_no_longer_counts() -> None:
    for answer in (True, False):
        file = on_file(HERS, replace(MOTHERS, agrees=answer), subject=family(SUSPECT))
        verdict = consent_for("casework", file, on=TODAY, policy=POLICY)
        assert codes(verdict) == ("consent.missing.waiver",)


def test_other_guardian_may_still_agree() -> None:
    fathers = replace(MOTHERS, guardian="father")
    file = on_file(HERS, MOTHERS, fathers, subject=family(SUSPECT, FATHER))
    assert consent_for("casework", file, on=TODAY, policy=POLICY).has_consent
    unsigned = on_file(HERS, MOTHERS, subject=family(SUSPECT, FATHER))
    assert codes(consent_for("casework", unsigned, on=TODAY, policy=POLICY)) == (
        "consent.missing.guardian",
    )


@pytest.mark.parametrize(("by", "has_reason"), [("worker", True), ("safeguard", False)])
def test_waiver_needs_the_lead_and_a_reason(by: str, has_reason: bool) -> None:
    waiver = decided(DecisionKind.GUARDIAN_WAIVED, by=by, has_reason=has_reason)
    file = on_file(HERS, subject=family(SUSPECT), decisions=(waiver,))
    assert not consent_for("casework", file, on=TODAY, policy=POLICY).has_consent


def test_protection_never_stands_in_for_consent_to_publicity() -> None:
    decisions = tuple(decided(kind, purpose="publicity") for kind in DecisionKind)
    file = on_file(subject=family(SUSPECT), decisions=decisions)
    assert not consent_for("publicity", file, on=TODAY, policy=POLICY).may_go_on


def test_publicity_needs_the_safeguarding_lead_as_well() -> None:
    records = [replace(record, purpose="publicity") for record in (HERS, MOTHERS)]
    verdict = consent_for("publicity", on_file(*records), on=TODAY, policy=POLICY)
    assert codes(verdict) == ("consent.missing.approval",)
    approval = decided(DecisionKind.SAFEGUARDING_APPROVAL, purpose="publicity")
    approved = on_file(*records, decisions=(approval,))
    assert consent_for("publicity", approved, on=TODAY, policy=POLICY).has_consent


# ── carers, competence, self-support ────────────────────────────────────────────────────────────


def test_entrusted_carer_speaks_within_the_entrustment() -> None:
    hers = replace(MOTHERS, guardian="grandmother")
    file = on_file(HERS, hers, subject=family(GRANDMOTHER))
    assert consent_for("casework", file, on=TODAY, policy=POLICY).has_consent


def test_entrusted_carer_does_not_speak_beyond_it() -> None:
    records = [replace(r, purpose="share_teacher") for r in (HERS, MOTHERS)]
    records[1] = replace(records[1], guardian="grandmother")
    file = on_file(*records, subject=family(MOTHER, GRANDMOTHER))
    verdict = consent_for("share_teacher", file, on=TODAY, policy=POLICY)
    assert codes(verdict) == ("consent.missing.entrustment",)


def test_guardian_who_no_longer_speaks_for_her_has_to_be_followed_by_another() -> None:
    former = replace(MOTHER, until=TODAY)
    file = on_file(HERS, MOTHERS, subject=family(former, FATHER))
    verdict = consent_for("casework", file, on=TODAY, policy=POLICY)
    assert (verdict.standing, codes(verdict)) == (Standing.EXPIRED, ("consent.missing.renewal",))


@pytest.mark.parametrize(("has_note", "has_consent"), [(True, True), (False, False)])
def test_competent_child_may_consent_alone_where_the_law_says_so(
    has_note: bool, has_consent: bool
) -> None:
    file = on_file(replace(HERS, has_competence_note=has_note))
    verdict = consent_for("casework", file, on=TODAY, policy=BY_COMPETENCE)
    assert verdict.has_consent == has_consent
    in_china = consent_for("casework", file, on=TODAY, policy=POLICY)
    assert not in_china.has_consent


@pytest.mark.parametrize(("years", "has_consent"), [(15, False), (16, True)])
def test_who_supports_herself_counts_as_of_age_from_sixteen(years: int, has_consent: bool) -> None:
    subject = replace(family(birth=at_age(years)), self_supporting_since=GIVEN)
    verdict = consent_for("casework", on_file(HERS, subject=subject), on=TODAY, policy=POLICY)
    assert verdict.has_consent == has_consent


def test_leap_day_child_turns_fourteen_on_the_first_of_march() -> None:
    birth = dt.date(2012, 2, 29)
    eve, day = dt.date(2026, 2, 28), dt.date(2026, 3, 1)
    assert POLICY.band_on(eve, birth).from_age == 8
    assert POLICY.band_on(day, birth).from_age == 14


@pytest.mark.parametrize("ages", [(), (8,), (0, 14, 8), (0, 8, 8)])
def test_bands_begin_at_birth_and_rise(ages: tuple[int, ...]) -> None:
    bands = tuple(AgeBand(age, GuardianPart.NONE, ChildPart.CONSENT) for age in ages)
    with pytest.raises(ValueError, match="bands"):
        replace(POLICY, bands=bands)


def test_childhood_ends_on_the_eighteenth_birthday() -> None:
    assert POLICY.is_minor(dt.date(2031, 3, 9), BIRTH)
    assert not POLICY.is_minor(dt.date(2031, 3, 10), BIRTH)
