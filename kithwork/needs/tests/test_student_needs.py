"""The needs of one student: what shows them, what changes them, and who reads which reason."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from kithwork.access.console import OPERATOR
from kithwork.audit.models import AuditEvent
from kithwork.needs.queries.student import NeedsOfStudent, needs_of_student
from kithwork.people.actions.facts import NewFact, note_facts, record_fact
from kithwork.people.models import Attendance, Student
from kithwork.people.queries.facts import standing_fact
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from tests.cast import TODAY, Cast

CONTACT = "care.parent_contact"


def needs_of(cast: Cast, student: Student, user: str = "lin") -> NeedsOfStudent:
    found = needs_of_student(getattr(cast, user), student, on=TODAY, language="en")
    assert found is not None
    return found


def note(cast: Cast, student: Student, fact: str, value: object, on: dt.date = TODAY) -> None:
    record_fact(fact=NewFact(student, fact, value, on, "guardian"), by=OPERATOR)  # type: ignore[arg-type]


def test_a_need_is_told_with_its_fact_value_day_and_source(cast: Cast) -> None:
    note(cast, cast.xiaoyu, CONTACT, "never", dt.date(2026, 11, 2))
    (need,) = needs_of(cast, cast.xiaoyu).shown
    assert (need.code, need.severity, need.word) == ("N-FAM-1", 2, "clear")
    assert need.reasons == (
        "How often the student talks with an away parent: never"
        " (a parent or carer; 2 November 2026)",
    )
    assert [one.code for one in need.functions] == ["EM"]
    assert need.since == dt.date(2026, 11, 2)


def test_without_its_fact_the_need_is_gone_and_reads_not_known(cast: Cast) -> None:
    note(cast, cast.xiaoyu, CONTACT, "never")
    standing = standing_fact(cast.xiaoyu, CONTACT)
    assert standing is not None
    withdrawn = NewFact(cast.xiaoyu, CONTACT, None, TODAY, "guardian")
    note_facts(facts=[withdrawn], versions={CONTACT: str(standing.uid)}, by=cast.lin)
    needs = needs_of(cast, cast.xiaoyu)
    assert needs.shown == ()
    assert needs.band == ""
    assert "N-FAM-1" in {need.code for need in needs.unknown}
    missing = next(need.missing for need in needs.unknown if need.code == "N-FAM-1")
    assert "How often the student talks with an away parent" in missing


def test_a_fact_that_no_longer_shows_a_need_says_none_and_not_unknown(cast: Cast) -> None:
    note(cast, cast.xiaoyu, CONTACT, "never")
    note(cast, cast.xiaoyu, CONTACT, "daily")
    needs = needs_of(cast, cast.xiaoyu)
    assert needs.none == ("Contact with parents",)
    assert needs.band == "nothing found"


def test_absences_give_a_need_and_the_source_is_in_words(cast: Cast) -> None:
    Attendance.objects.create(
        student=cast.xiaoyu, term=cast.autumn, due=80, attended=60, absences=20
    )
    (need,) = needs_of(cast, cast.xiaoyu).shown
    assert need.code == "N-ACA-4"
    assert need.reasons == (
        "Share of sessions missed: 25 % (at least 20; attendance; 18 November 2026)",
    )


def test_an_answer_is_told_to_those_alone_who_may_read_answers(cast: Cast) -> None:
    given = dt.date(2026, 11, 10)
    form = Filled("gad-7", {str(item): 2 for item in range(1, 8)}, given)
    enter(student=cast.xiaoyu, filled=form, by=cast.lin)
    (own,) = needs_of(cast, cast.xiaoyu, "lin").shown
    (other,) = needs_of(cast, cast.xiaoyu, "tan").shown
    assert (own.code, own.severity) == (other.code, other.severity) == ("N-EMO-2", 2)
    assert own.reasons == ("GAD-7: total: 14 (at least 10; form gad-7; 10 November 2026)",)
    assert other.reasons == (
        "The student's own answer of 10 November 2026; "
        "it is shown to those who accompany her or him.",
    )


def test_a_form_that_was_corrected_says_nothing_any_more(cast: Cast) -> None:
    form = Filled("gad-7", {str(item): 2 for item in range(1, 8)}, dt.date(2026, 11, 10))
    wrong = enter(student=cast.xiaoyu, filled=form, by=cast.lin).administration
    right = replace(form, answers={str(item): 0 for item in range(1, 8)})
    enter(student=cast.xiaoyu, filled=right, corrects=wrong, reason="misread", by=cast.lin)
    needs = needs_of(cast, cast.xiaoyu)
    assert needs.shown == ()
    assert needs.none == ("Anxiety",)


@pytest.mark.parametrize("user", ["shen", "gu", "su", "fan", "luo", "zhou"])
def test_who_may_not_read_needs_gets_none(cast: Cast, user: str) -> None:
    assert needs_of_student(getattr(cast, user), cast.xiaoyu, on=TODAY, language="en") is None


def test_reading_is_in_the_trail(cast: Cast, events: Callable[[], list[AuditEvent]]) -> None:
    needs_of(cast, cast.xiaoyu)
    (event,) = events()
    assert (event.verb, event.section, event.subject) == ("view", "needs", cast.xiaoyu.uid)
