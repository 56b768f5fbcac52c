"""What columns of a file look like, and what a method most likely means by them."""

from kithwork.documents.workbench.code import Reading
from kithwork.documents.workbench.columns import Looks, guessed, seen_in
from kithwork.documents.workbench.registry import METHODS
from kithwork.documents.workbench.tests.tried import TRIED

CONTENT = "姓名,日期,前测,后测,备注\n林,2026-09-01,3,4,\n王,2026-09-02,NA,5,\n".encode()


def test_what_columns_hold() -> None:
    seen = {
        one.name: one
        for one in seen_in(TRIED["reliability"].reading.table(TRIED["reliability"].content))
    }
    assert seen["q1"].looks is Looks.NUMBERS
    assert (seen["q5"].looks, seen["q5"].others) == (Looks.NUMBERS, 0)  # "–" means missing
    assert (seen["sex"].looks, seen["sex"].missing) == (Looks.WORDS, 0)
    plain = {one.name: one for one in seen_in(Reading().table(TRIED["reliability"].content))}
    assert (plain["q5"].looks, plain["q5"].others) == (Looks.NUMBERS, 6)
    chinese = {one.name: one.looks for one in seen_in(Reading().table(CONTENT))}
    assert chinese["日期"] is Looks.DATES
    assert chinese["备注"] is Looks.NOTHING


def test_names_point_at_columns_and_none_is_taken_twice() -> None:
    for code, expected in (
        ("singlecase", {"case": "case", "phase": "phase", "time": "session", "value": "outcome"}),
        ("synthesis", {"effect": "d", "se": "se", "cluster": "study"}),
        ("reliability", {"items": ("q1", "q2", "q3", "q4", "q5", "q6")}),
        ("item-bias", {"items": ("q1", "q2", "q3", "q4", "q5", "q6"), "by": "sex"}),
        ("compare", {}),
    ):
        one = TRIED[code]
        assert guessed(METHODS[code], seen_in(Reading().table(one.content))) == expected
    found = guessed(METHODS["paired"], seen_in(Reading().table(CONTENT)))
    assert found == {"pre": "前测", "post": "后测"}
