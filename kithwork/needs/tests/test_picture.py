"""Who stands in which band, marks beside support, and what a part of the school says of support."""

import pytest

from kithwork.access.models import User
from kithwork.core.support.functions import Function
from kithwork.needs.models import ShownCounts
from kithwork.needs.queries.counts import Counts, counts_of
from kithwork.needs.queries.functions import Stated, stated_support
from kithwork.needs.selection import EVERYBODY, Selection
from kithwork.needs.tests.made import CONTACT, asked, note_all, sat, students
from tests.cast import Cast

GIRLS = Selection({"sex": "female"})


def counts(user: User, cast: Cast, selection: Selection = EVERYBODY) -> Counts:
    return counts_of(user, cast.qingshan, selection=selection, language="en")


def stated(user: User, cast: Cast, selection: Selection = EVERYBODY) -> Stated:
    return stated_support(user, cast.qingshan, language="en", selection=selection)


# ── bands by circumstance ───────────────────────────────────────────────────────────────────


def test_bands_are_counted_by_circumstance_in_a_sentence_and_a_table(cast: Cast) -> None:
    girls, boys = students(cast, 17), students(cast, 20, sex="male", start=100)
    note_all([*girls[:7], *boys[:12]], {CONTACT: "never"})
    note_all([*girls[7:], *boys[12:]], {CONTACT: "daily"})
    note_all([cast.xiaoyu, cast.aming, cast.haoran], {CONTACT: "daily"})
    by_sex = counts(cast.lin, cast).fairness[0]
    assert by_sex.label == "Sex"
    told = {one.label: (one.size, one.percent) for one in by_sex.groups}
    assert told["male"][1] == pytest.approx(60, abs=3)
    assert sum(size or 0 for size, _ in told.values()) == 40
    assert all(sum(n or 0 for n in one.bands) == one.size for one in by_sex.groups if one.bands)
    assert "In a band of talks" in by_sex.sentence


def test_where_a_total_is_small_no_cell_of_the_table_is_shown(cast: Cast) -> None:
    girls, boys = students(cast, 17), students(cast, 3, sex="male", start=100)
    note_all([*girls[:8], *boys], {CONTACT: "never"})
    (by_sex, *_) = counts(cast.lin, cast).fairness
    assert by_sex.bands == ()
    assert all(one.percent is None for one in by_sex.groups)


def test_a_part_of_the_school_shows_neither_bands_nor_marks(cast: Cast) -> None:
    girls, boys = students(cast, 20), students(cast, 20, sex="male", start=100)
    note_all([*girls, *boys], {CONTACT: "never"})
    found = counts(cast.lin, cast, GIRLS)
    assert found.needs
    assert (found.fairness, found.marks) == ((), None)


# ── marks beside support ────────────────────────────────────────────────────────────────────


def test_marks_are_told_by_how_many_functions_are_enough(cast: Cast) -> None:
    none, every = students(cast, 12), students(cast, 12, start=100)
    asked(cast, none, enough=0)
    asked(cast, every, enough=4)
    sat(cast, none, score=40)
    sat(cast, every, score=80)
    marks = counts(cast.lin, cast).marks
    assert marks is not None
    assert [one.students for one in marks.groups] == [12, 0, 0, 0, 12]
    low, high = marks.groups[0].median, marks.groups[4].median
    assert low is not None
    assert high is not None
    assert low < 0 < high
    assert f"{low:+.2f} where 0 of the four" in marks.sentence


def test_nine_students_have_no_median(cast: Cast) -> None:
    some = students(cast, 9)
    asked(cast, some, enough=2)
    sat(cast, some, score=60)
    marks = counts(cast.lin, cast).marks
    assert marks is not None
    assert [one.median for one in marks.groups] == [None] * 5
    assert "Too few" in marks.sentence


# ── what a part of the school says of support ───────────────────────────────────────────────


def test_a_part_of_the_school_says_what_it_lacks(cast: Cast) -> None:
    girls, boys = students(cast, 20), students(cast, 20, sex="male", start=100)
    asked(cast, girls, enough=4)
    asked(cast, boys, enough=0, who="friend")
    everybody = {one.function: one for one in stated(cast.lin, cast).functions}
    assert (everybody[Function.EM].asked, everybody[Function.EM].too_little) == (40, 20)
    assert everybody[Function.EM].named == {"friend": 20, "family_parent": 20}
    of_boys = stated(cast.lin, cast, Selection({"sex": "male"})).functions[0]
    assert (of_boys.asked, of_boys.too_little, of_boys.asked_who) == (20, 20, 20)
    assert of_boys.named == {"friend": 20, "family_parent": 0}


def test_a_handful_in_a_part_gives_no_number(cast: Cast) -> None:
    girls, boys = students(cast, 20), students(cast, 3, sex="male", start=100)
    asked(cast, [*girls, *boys], enough=0)
    found = stated(cast.lin, cast, Selection({"sex": "male"}))
    assert all(
        (one.asked, one.too_little, one.named) == (None, None, {}) for one in found.functions
    )
    assert "fewer than 5" in found.refused


def test_what_was_shown_of_needs_and_of_support_stands_in_one_row(cast: Cast) -> None:
    girls, boys = students(cast, 20), students(cast, 20, sex="male", start=100)
    asked(cast, [*girls, *boys], enough=1)
    note_all([*girls, *boys], {CONTACT: "never"})
    counts(cast.lin, cast, GIRLS)
    stated(cast.lin, cast, GIRLS)
    row = ShownCounts.objects.get(user=cast.lin, selection="sex=female")
    assert row.numbers["EM.asked"] == 20
    assert "N-FAM-1" in row.numbers


def test_a_part_that_differs_by_a_handful_from_one_shown_before_is_refused(cast: Cast) -> None:
    girls = students(cast, 20)
    asked(cast, [*girls, *students(cast, 20, sex="male", start=100)], enough=0)
    home = "student.home_area"
    note_all(girls[:-3], {home: "rural"})
    assert stated(cast.lin, cast, GIRLS).functions[0].asked == 20
    found = stated(cast.lin, cast, Selection({"sex": "female", home: "rural"}))
    assert found.functions[0].asked is None
    assert "differ" in found.refused
