"""Many cases read at once: what is known of each, who may count them, and in how many queries."""

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from kithwork.audit.models import AuditEvent
from kithwork.casework.tests.filing import opened
from kithwork.core.change import Verdict
from kithwork.core.support.functions import Function
from kithwork.core.support.thresholds import Word
from kithwork.evaluation.across import figures
from kithwork.evaluation.across.seen import Standing
from kithwork.evaluation.queries.across.cases import seen_at
from kithwork.evaluation.queries.across.effects import brought_together
from kithwork.evaluation.queries.across.learned import (
    learned_in,
    pathways_of,
    period_named,
    periods_of,
    programme_of,
    schools_to_learn,
)
from kithwork.evaluation.tests.closing import DAY, closed_cases, filled_twice
from kithwork.people.actions.consents import withdraw_consent
from kithwork.people.models import Consent
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
RISES = (3, 4, 3, 5, 4, 5, 6, 4, 7, 6, 7)  # the worked vector of the field specification


def everything(cast: Cast):
    return periods_of(cast.college, "en")[0]


def test_what_is_known_of_a_case_that_ended(cast):
    [case] = closed_cases(cast.college, cast.shen, 1, received_on=TODAY - DAY)
    filled_twice(case, cast.shen, first=2, last=0)
    [seen] = seen_at(cast.college)
    assert (seen.standing, seen.pathway, seen.term) == (Standing.CLOSED, "P2", "2026-2027-1")
    assert seen.before.words == dict.fromkeys(seen.before.words, Word.LARGE_GAP)
    assert seen.after.words[Function.EM] is Word.ENOUGH
    assert seen.after.giving == {("friend", Function.EM)}
    assert seen.needs == {"N-SOC-1": "met"}
    assert (seen.planned, seen.delivered) == ({("EM-02", "EM"): 3}, {("EM-02", "EM"): 1})
    assert seen.goals.t_achieved == pytest.approx(60)
    assert seen.verdicts == {"phq-9:total": Verdict.RECOVERED}
    assert seen.follow_ups == {"done"}
    assert seen.in_time == {"intake": True, "assessment": True, "plan": True}
    assert (seen.notes, seen.late_notes, seen.minutes) == (1, 0, 30)
    assert seen.allows_research


def test_an_enquiry_waits_and_a_lost_contact_is_told(cast):
    opened(cast)
    closed_cases(cast.qingshan, cast.lin, 1, is_lost=True)
    waiting, lost = sorted(seen_at(cast.qingshan), key=lambda one: one.is_contact_lost)
    assert waiting.standing is Standing.WAITING
    assert (waiting.before, waiting.needs, waiting.goals) == (None, {}, None)
    assert (lost.is_closed, lost.after) == (True, None)


def test_the_number_of_queries_does_not_grow_with_the_cases(cast):
    closed_cases(cast.college, cast.shen, 2, ratings=RISES)
    few = _queries(cast)
    closed_cases(cast.college, cast.shen, 4, ratings=RISES)
    assert _queries(cast) == few


def _queries(cast: Cast) -> int:
    with CaptureQueriesContext(connection) as asked:
        brought_together(seen_at(cast.college), "en")
    return len(asked)


def test_consent_that_was_taken_back_leaves_a_case_out(cast):
    kept, taken_back = closed_cases(cast.college, cast.shen, 2)
    [refused] = closed_cases(cast.college, cast.shen, 1, research=False)
    consent = Consent.objects.get(about=taken_back.uid)
    withdraw_consent(consent=consent, purposes=frozenset({"research"}), on=TODAY, by=cast.shen)
    allowing = {one.pk: one.allows_research for one in seen_at(cast.college)}
    assert allowing == {kept.pk: True, taken_back.pk: False, refused.pk: False}


def test_effects_are_brought_together_from_three_cases_on(cast):
    closed_cases(cast.college, cast.shen, 2, ratings=RISES)
    [two] = brought_together(seen_at(cast.college), "en")
    assert (two.cases, two.synthesis) == (2, None)
    closed_cases(cast.college, cast.shen, 1, ratings=tuple(10 - value for value in RISES))
    closed_cases(cast.college, cast.shen, 1, ratings=(3, 3, 7, 7))
    closed_cases(cast.college, cast.shen, 1, ratings=RISES, research=False)
    [three] = brought_together(seen_at(cast.college), "en")
    assert (three.outcome.kind, three.cases, three.left_out) == ("rating", 3, 1)
    assert [one.name for one in three.effects] == ["case 1", "case 2", "case 3"]
    falling, *rising = [one.estimate for one in three.effects]
    assert falling == pytest.approx(-rising[0])
    assert three.synthesis.mean.estimate == pytest.approx(sum((falling, *rising)) / 3)


def test_effects_have_no_number_of_a_case_in_them(cast):
    cases = closed_cases(cast.college, cast.shen, 3, ratings=RISES)
    [found] = brought_together(seen_at(cast.college), "en")
    assert not {case.number for case in cases} & {one.name for one in found.effects}


def test_numbers_are_for_whoever_may_see_those_of_the_whole_school(cast):
    may = {"lin", "tan", "he", "zhou", "shen", "ye", "qin", "gu", "luo", "bai"}
    found = {name for name, user in cast.everyone.items() if schools_to_learn(user)}
    assert found == may
    for user in (cast.su, cast.fan, cast.lin):
        with pytest.raises(Http404):
            learned_in(user, cast.college, everything(cast))


def test_looking_leaves_one_event_that_says_no_number(cast):
    closed_cases(cast.college, cast.shen, 1)
    before = AuditEvent.objects.count()
    learned_in(cast.shen, cast.college, everything(cast))
    event = AuditEvent.objects.latest("pk")
    assert AuditEvent.objects.count() == before + 1
    assert (event.subject_kind, event.section) == ("casework_counts", "aggregates")
    assert event.fields == []


def test_a_term_and_a_pathway_are_views_of_the_same_cases(cast):
    closed_cases(cast.college, cast.shen, 7)
    closed_cases(cast.college, cast.shen, 6, pathway="P3")
    all_, year, term, before = periods_of(cast.college, "en")
    assert [one.key for one in (all_, year, term, before)] == [
        "", "2026-2027", "2026-2027-1", "before",
    ]  # fmt: skip
    sizes = [learned_in(cast.shen, cast.college, one).counted.size for one in (all_, year, before)]
    assert sizes == [13, 13, 0]
    of_p2 = programme_of(cast.shen, cast.college, "P2")
    assert of_p2.counted.of(figures.need("N-SOC-1")).of("met") == 7
    assert [one.key for one in pathways_of(cast.college, "en")] == ["all", "P2", "P3"]
    with pytest.raises(Http404):
        programme_of(cast.shen, cast.college, "P1")


def test_an_unknown_period_is_everything(cast):
    periods = periods_of(cast.college, "en")
    assert period_named(periods, "2031-2032") is periods[0]
