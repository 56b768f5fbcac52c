"""A class as a filter: shown as a whole, from ten students on, never to be had by subtraction."""

import pytest

from kithwork.access.models import User
from kithwork.core.disclosure import GroupCounts, suppress_nested
from kithwork.needs.disclosed import CLASS_ALONE, CLASS_BESIDE, counted_needs, disclosed
from kithwork.needs.evidence import whom
from kithwork.needs.models import ShownCounts
from kithwork.needs.queries.counts import Counts, counts_of
from kithwork.needs.queries.functions import stated_support
from kithwork.needs.queries.listing import Asked, listing
from kithwork.needs.school import SchoolNeeds, school_needs
from kithwork.needs.selection import EVERYBODY, Selection
from kithwork.needs.tests.made import CONTACT, a_class, asked, note_all
from kithwork.people.models import SchoolClass, Student
from tests.cast import TODAY, Cast

NEED = "N-FAM-1"


def of_class(code: str, **more: str) -> Selection:
    return Selection({**more, "class": str(SchoolClass.objects.get(code=code).uid)})


def counts(user: User, cast: Cast, selection: Selection = EVERYBODY) -> Counts:
    return counts_of(user, cast.qingshan, selection=selection, language="en")


def found(shown: Counts) -> int | None:
    return next((need.found for need in shown.needs if need.code == NEED), None)


def needs_of(cast: Cast) -> SchoolNeeds:
    present = Student.objects.filter(school=cast.qingshan, left_on=None)
    return school_needs(whom(present), cast.qingshan, on=TODAY)


def with_need(children: list[Student], many: int) -> None:
    note_all(children[:many], {CONTACT: "never"})
    note_all(children[many:], {CONTACT: "daily"})


@pytest.fixture
def school(cast: Cast) -> Cast:
    """Beside the cast a class of sixteen in the first grade, eight of whom show the need."""
    with_need(a_class(cast, "7-2", size=16, start=900), 8)
    return cast


def test_a_class_is_chosen_and_shown_as_a_whole(school: Cast) -> None:
    with_need(a_class(school, "8-1", size=14, grade=2, start=100), 6)
    with_need(a_class(school, "8-2", size=15, grade=2, start=200), 7)
    shown = counts(school.lin, school, of_class("8-2"))
    assert (shown.students, found(shown)) == (15, 7)
    assert shown.chosen == "Class: 8-2"
    assert not shown.breakdowns
    classes = next(one for one in shown.filters if one.name == "class")
    assert [choice.label for choice in classes.choices][-3:] == ["7-2", "8-1", "8-2"]
    assert not any(one.name == "class" for one in counts(school.lin, school).breakdowns)


def test_a_class_of_nine_gives_no_numbers_nor_does_the_one_beside_it(school: Cast) -> None:
    """With the grade's numbers the larger class would tell those of the smaller one."""
    with_need(a_class(school, "8-1", size=9, grade=2), 5)
    with_need(a_class(school, "8-2", size=20, grade=2, start=100), 12)
    with_need(a_class(school, "8-3", size=30, grade=2, start=200), 13)
    small, beside, other = (counts(school.lin, school, of_class(f"8-{n}")) for n in (1, 2, 3))
    assert "at least 10" in small.refused
    assert "smaller class" in beside.refused
    assert (small.needs, beside.needs, found(other)) == ((), (), 13)


def test_a_part_of_a_class_gives_no_numbers_but_its_own_grade_is_no_part(school: Cast) -> None:
    with_need(a_class(school, "8-1", size=16, grade=2), 8)
    with_need(a_class(school, "8-2", size=20, grade=2, start=100), 12)
    part = counts(school.lin, school, of_class("8-2", sex="female"))
    assert (part.needs, part.students) == ((), None)
    assert "as a whole" in part.refused
    assert found(counts(school.lin, school, of_class("8-2", grade="Grade 2"))) == 12
    assert counts(school.lin, school, of_class("8-2", grade="一")).needs == ()


def test_few_in_a_class_are_hidden_and_so_are_those_of_another(school: Cast) -> None:
    with_need(a_class(school, "8-1", size=16, grade=2), 2)
    with_need(a_class(school, "8-2", size=20, grade=2, start=100), 12)
    with_need(a_class(school, "8-3", size=20, grade=2, start=200), 9)
    shown = {n: found(counts(school.lin, school, of_class(f"8-{n}"))) for n in (1, 2, 3)}
    assert shown[1] is None
    assert list(shown.values()).count(None) == 2


def test_classes_show_what_can_stand_beside_their_grade_and_the_school(cast: Cast) -> None:
    """The page shows of each class what the rule over all of them allows, and nothing else."""
    shape = {"7-2": (1, 12, 6), "7-3": (1, 15, 3), "8-1": (2, 9, 5), "8-2": (2, 22, 11)}
    for place, (code, (grade, size, many)) in enumerate(shape.items()):
        with_need(a_class(cast, code, size=size, grade=grade, start=100 * place), many)
    needs = needs_of(cast)
    names = {str(one.uid): one.code for one in SchoolClass.objects.all()}
    sizes = {"7-1": (2, 0)} | {code: (size, many) for code, (_, size, many) in shape.items()}
    table = GroupCounts(
        groups=(*sizes, "none"),
        sizes=(*(size for size, _ in sizes.values()), 1),
        measures=(NEED,),
        counts=((*(many for _, many in sizes.values()), 0),),
    )
    grades = ("1", "1", "1", "2", "2", "none")
    expected = suppress_nested(table, grades, needs.here.rules.policy)
    for uid, code in names.items():
        shown = disclosed(needs, counted_needs(needs), Selection({"class": uid}), earlier=())
        if code in expected.cells:
            assert shown.numbers.get(NEED) == expected.cells[code][0].value


def test_what_students_of_a_class_say_is_held_in_the_same_way(school: Cast) -> None:
    small = a_class(school, "8-1", size=9, grade=2)
    large = a_class(school, "8-2", size=20, grade=2)
    asked(school, [*small, *large], enough=0)
    for code, reason in (("8-1", "at least 10"), ("8-2", "smaller class")):
        said = stated_support(school.lin, school.qingshan, language="en", selection=of_class(code))
        assert all(one.asked is None and not one.named for one in said.functions)
        assert reason in said.refused


def test_a_selection_that_holds_the_same_students_is_compared_whatever_it_is_called(
    cast: Cast,
) -> None:
    """All girls but three are of one class: the class after the girls would tell of the three."""
    with_need(a_class(cast, "8-1", size=30, grade=2), 14)
    with_need(a_class(cast, "8-2", size=20, grade=2, start=100, sex="male"), 10)
    girls = counts(cast.lin, cast, Selection({"sex": "female"}))
    assert girls.students == 33
    shown = counts(cast.lin, cast, of_class("8-1"))
    assert shown.needs == ()
    assert "differ" in shown.refused


def test_a_class_of_a_year_that_is_over_stands_in_nobodys_way(school: Cast) -> None:
    with_need(a_class(school, "8-1", size=16, grade=2), 8)
    with_need(a_class(school, "8-2", size=20, grade=2, start=100), 12)
    ShownCounts.objects.create(
        user=school.lin,
        school=school.qingshan,
        selection="class=00000000-0000-7000-8000-000000000001",
        numbers={"": 17, NEED: 9},
    )
    assert found(counts(school.lin, school, of_class("8-1"))) == 8


def test_the_list_is_narrowed_by_class_and_circumstance_together(cast: Cast) -> None:
    girls = a_class(cast, "8-1", size=3, grade=2)
    boys = a_class(cast, "8-2", size=2, grade=2, start=100, sex="male")
    note_all([*girls, *boys], {CONTACT: "never"})
    chosen = of_class("8-2", sex="male")
    shown = listing(cast.lin, Asked(cast.qingshan, chosen, band="band.offer"), language="en")
    assert {row.student for row in shown.bands[0].rows} == {*boys}
    none = listing(cast.lin, Asked(cast.qingshan, of_class("8-1", sex="male")), language="en")
    assert none.total == 0


def test_reasons_are_told_in_both_languages(cast: Cast) -> None:
    for reason in (CLASS_ALONE, CLASS_BESIDE):
        assert reason.code.startswith("disclosure.")
    with_need(a_class(cast, "8-1", size=12, grade=2), 6)
    chosen = of_class("8-1", sex="female")
    told = counts_of(cast.lin, cast.qingshan, selection=chosen, language="zh-Hans")
    assert "只按全班显示" in told.refused
