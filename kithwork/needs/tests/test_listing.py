"""The list in bands: who stands where, in which order, with which reasons, and for whom."""

import datetime as dt
import random
from collections.abc import Callable

import pytest

from kithwork.access.models import User
from kithwork.audit.models import AuditEvent
from kithwork.needs.queries.listing import Asked, Listing, listing
from kithwork.needs.queries.student import needs_of_student
from kithwork.needs.selection import EVERYBODY, Selection
from kithwork.needs.tests.made import ABSENT, CONTACT, asked, note, students
from kithwork.safety.actions import Source, raise_alert
from tests.cast import TODAY, Cast


def listed(user: User, cast: Cast, selection: Selection = EVERYBODY, band: str = "") -> Listing:
    return listing(user, Asked(cast.qingshan, selection, band=band), language="en")


def test_students_stand_in_bands_and_the_one_who_waits_longest_is_first(cast: Cast) -> None:
    new, old, two = students(cast, 3)
    note(new, {CONTACT: "never"}, on=dt.date(2026, 11, 10))
    note(old, {CONTACT: "never"}, on=dt.date(2026, 10, 1))
    note(two, {CONTACT: "never", ABSENT: 30}, on=dt.date(2026, 11, 12))
    found = listed(cast.lin, cast)
    by_band = {band.id: [row.student for row in band.rows] for band in found.bands}
    assert by_band == {"band.now": [], "band.soon": [two], "band.offer": [old, new]}
    assert found.bands[2].rows[0].days == (TODAY - dt.date(2026, 10, 1)).days
    assert (found.total, found.not_judged) == (6, 3)


def test_the_list_gives_the_reasons_of_the_students_own_page(cast: Cast) -> None:
    note(cast.xiaoyu, {CONTACT: "rarely", ABSENT: 15})
    rows = [row for band in listed(cast.lin, cast).bands for row in band.rows]
    own = needs_of_student(cast.lin, cast.xiaoyu, on=TODAY, language="en")
    assert own is not None
    assert [row.needs for row in rows] == [own.shown]


@pytest.mark.parametrize("seed", range(3))
def test_the_wait_is_that_of_the_gravest_need_as_it_is_told(cast: Cast, seed: int) -> None:
    """The list orders all by a short way, and tells those whom it shows by the long one."""
    chance = random.Random(seed)
    for one in students(cast, 12):
        day = TODAY - dt.timedelta(days=chance.randrange(60))
        note(one, {CONTACT: chance.choice(["never", "rarely", "daily"])}, on=day)
        later = day + dt.timedelta(days=chance.randrange(3))
        note(one, {ABSENT: chance.choice([2, 12, 30])}, on=later)
        asked(cast, [one], enough=chance.randrange(5), on=TODAY)
    rows = [row for band in listed(cast.lin, cast).bands for row in band.rows]
    assert rows
    for row in rows:
        gravest = [one for one in row.needs if one.severity == row.needs[0].severity]
        assert row.since == min(one.since for one in gravest if one.since)


def test_a_circumstance_narrows_the_list_and_moves_nobody(cast: Cast) -> None:
    girl, boy = students(cast, 1)[0], students(cast, 1, sex="male", start=50)[0]
    for one in (girl, boy):
        note(one, {CONTACT: "never"})
    both = listed(cast.lin, cast).bands[2].rows
    assert {row.student for row in both} == {girl, boy}
    (row,) = listed(cast.lin, cast, Selection({"sex": "male"})).bands[2].rows
    assert row.student == boy
    assert row.needs == next(one.needs for one in both if one.student == boy)


def test_a_student_who_has_left_is_not_listed(cast: Cast) -> None:
    gone = students(cast, 1)[0]
    note(gone, {CONTACT: "never"})
    gone.left_on = TODAY
    gone.save(update_fields=["left_on"])
    assert listed(cast.lin, cast).total == 3


def test_a_supervisor_has_the_list_and_the_aid_office_only_with_consent(cast: Cast) -> None:
    note(cast.aming, {CONTACT: "never"})
    asked = Asked(cast.college)
    assert listing(cast.he, asked, language="en").bands[2].total == 1
    assert listing(cast.zhou, asked, language="en").total == 0


def test_a_supervisor_lists_the_students_of_her_team_alone(cast: Cast) -> None:
    for one in (cast.xiaoyu, cast.haoran):
        note(one, {CONTACT: "never"})
    assert needs_of_student(cast.he, cast.haoran, on=TODAY, language="en") is None
    assert [row.student for row in listed(cast.he, cast, band="band.offer").bands[0].rows] == [
        cast.xiaoyu
    ]
    assert listed(cast.lin, cast, band="band.offer").bands[0].total == 2


def test_the_list_is_one_event_with_its_size(
    cast: Cast, events: Callable[[], list[AuditEvent]]
) -> None:
    note(cast.xiaoyu, {CONTACT: "never"})
    before = len(events())
    listed(cast.lin, cast)
    (event,) = events()[before:]
    assert (event.verb, event.section) == ("list", "bands")


def test_an_open_alert_stands_before_all_bands_for_whoever_may_see_it(cast: Cast) -> None:
    for one in (cast.xiaoyu, cast.haoran):
        note(one, {CONTACT: "never"})
    alert = raise_alert(
        student=cast.xiaoyu, source=Source("person"), level="A2", speaker=cast.lin, by=cast.lin
    )
    own, colleague = listed(cast.lin, cast), listed(cast.tan, cast)
    assert [(row.student, row.alert) for row in own.first] == [(cast.xiaoyu, alert)]
    assert own.first[0].needs
    assert [row.student for row in own.bands[2].rows] == [cast.haoran]
    assert (own.total, colleague.total) == (3, 3)
    assert colleague.first == ()
    assert {row.student for row in colleague.bands[2].rows} == {cast.xiaoyu, cast.haoran}
    assert listed(cast.lin, cast, band="band.offer").first == ()


def test_who_has_an_alert_and_no_need_is_named_all_the_same(cast: Cast) -> None:
    raise_alert(
        student=cast.xiaoyu, source=Source("person"), level="A2", speaker=cast.lin, by=cast.lin
    )
    (row,) = listed(cast.lin, cast).first
    assert (row.student, row.needs, row.days) == (cast.xiaoyu, (), None)
