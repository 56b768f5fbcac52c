"""All cases of a school as `CaseSeen`: codes and days only, nothing that anybody wrote is opened.

Whoever calls this shows numbers and not cases; `scope` says who may.
"""

from collections.abc import Iterable

from kithwork.access.models import School
from kithwork.casework.models import Case, FollowUp, NeedVersion, Plan, ResourceLink
from kithwork.casework.queries.goals import attainments_of
from kithwork.core.casework import Status
from kithwork.evaluation.across.seen import CaseSeen, standing_of
from kithwork.evaluation.models import Admission
from kithwork.evaluation.queries.across.change import support_of_many, verdicts_of_many
from kithwork.evaluation.queries.across.consent import allowing_research
from kithwork.evaluation.queries.across.flow import papers_in_time, steps_of_many
from kithwork.evaluation.queries.across.terms import Terms, terms_of
from kithwork.evaluation.queries.across.work import delivered_in, notes_of, planned_in

CONTACT_LOST = "lost_contact"
AIMS = {True: "met", False: "not_met", None: "open"}


def seen_at(school: School) -> tuple[CaseSeen, ...]:
    """Return every case of a school, the oldest first."""
    cases = list(Case.objects.filter(school=school).order_by("received_on", "pk"))
    return _seen(cases, school, terms_of(school)) if cases else ()


def _seen(cases: list[Case], school: School, terms: Terms) -> tuple[CaseSeen, ...]:
    keys = [case.pk for case in cases]
    steps = steps_of_many(keys)
    in_time = papers_in_time(cases, steps, school)
    pathways = dict(
        Plan.objects.filter(case__in=keys, superseded_by=None).values_list("case_id", "preset")
    )
    needs, planned, delivered = _needs(keys), planned_in(keys), delivered_in(keys)
    support, verdicts = support_of_many(keys), verdicts_of_many(cases)
    goals, aims, notes = attainments_of(keys), _aims(keys), notes_of(keys)
    follow_ups, links = _states(FollowUp, "state", keys), _states(ResourceLink, "status", keys)
    researched = allowing_research(cases)
    return tuple(
        CaseSeen(
            pk=case.pk,
            student=case.student_id,
            received_on=case.received_on,
            term=terms.key_of(case.received_on),
            pathway=pathways.get(case.pk, ""),
            standing=standing_of(
                Status(case.status),
                was_taken_on=any(to == Status.ASSESSMENT for to, _on in steps[case.pk]),
            ),
            is_contact_lost=case.closure_reason == CONTACT_LOST,
            allows_research=case.pk in researched,
            needs=needs.get(case.pk, {}),
            planned=planned.get(case.pk, {}),
            delivered=delivered.get(case.pk, {}),
            before=support.get(case.pk, (None, None))[0],
            after=support.get(case.pk, (None, None))[1],
            verdicts=verdicts.get(case.pk, {}),
            goals=goals.get(case.pk),
            aim=aims.get(case.pk, ""),
            follow_ups=follow_ups.get(case.pk, frozenset()),
            in_time=in_time[case.pk],
            notes=notes.of(case.pk).notes,
            late_notes=notes.of(case.pk).late,
            minutes=notes.of(case.pk).minutes,
            links=links.get(case.pk, frozenset()),
        )
        for case in cases
    )


def _needs(keys: Iterable[int]) -> dict[int, dict[str, str]]:
    rows = NeedVersion.objects.filter(need__case__in=keys, superseded_by=None)
    found: dict[int, dict[str, str]] = {}
    for case, code, status in rows.values_list("need__case_id", "need__code", "status"):
        found.setdefault(case, {})[code] = status
    return found


def _aims(keys: Iterable[int]) -> dict[int, str]:
    rows = Admission.objects.filter(case__in=keys, superseded_by=None)
    return {case: AIMS[is_met] for case, is_met in rows.values_list("case_id", "is_aim_met")}


def _states(
    model: type[FollowUp] | type[ResourceLink], field: str, keys: Iterable[int]
) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    rows = model._default_manager.filter(case__in=keys).values_list("case_id", field).distinct()
    for case, state in rows:
        found[case] = found.get(case, frozenset()) | {state}
    return found
