"""What one points at brings those whom it concerns forward, within their band, in their order."""

import datetime as dt

from django.test import Client

from kithwork.access.console import OPERATOR
from kithwork.access.models import User
from kithwork.needs.queries.listing import Asked, Listing, listing
from kithwork.needs.tests.made import ABSENT, CONTACT, asked, note, students
from kithwork.people.actions.ties import tie
from kithwork.people.models import Student, StudentTie
from tests.cast import TODAY, Cast

NEED = "N-FAM-1"  # contact with parents: emotional support answers it first


def listed(user: User, cast: Cast, at: str = "", band: str = "") -> Listing:
    return listing(user, Asked(cast.qingshan, at=at, band=band), language="en")


def offered(found: Listing) -> list[Student]:
    band = next(one for one in found.bands if one.id == "band.offer")
    return [row.student for row in band.rows]


def absent_and_lonely(cast: Cast) -> tuple[Student, Student, Student]:
    """Three to offer help to: absent since October, lonely since October and November."""
    absent, old, new = students(cast, 3)
    note(absent, {ABSENT: 12}, on=dt.date(2026, 10, 1))
    note(old, {CONTACT: "rarely"}, on=dt.date(2026, 10, 20))
    note(new, {CONTACT: "rarely"}, on=dt.date(2026, 11, 10))
    return absent, old, new


def test_those_whom_a_need_concerns_come_first_and_keep_their_order(cast: Cast) -> None:
    absent, old, new = absent_and_lonely(cast)
    assert offered(listed(cast.lin, cast)) == [absent, old, new]
    assert offered(listed(cast.lin, cast, NEED)) == [old, new, absent]
    assert offered(listed(cast.lin, cast, NEED, "band.offer")) == [old, new, absent]


def test_nobody_changes_bands(cast: Cast) -> None:
    absent_and_lonely(cast)
    grave = students(cast, 1, start=50)[0]
    note(grave, {CONTACT: "never", ABSENT: 30})
    plain, pointed = listed(cast.lin, cast), listed(cast.lin, cast, NEED)
    assert [band.total for band in pointed.bands] == [band.total for band in plain.bands]
    assert [row.student for row in pointed.bands[1].rows] == [grave]


def test_a_function_concerns_those_whose_need_it_answers_first(cast: Cast) -> None:
    three = absent_and_lonely(cast)
    found = listed(cast.lin, cast, "EM")
    emotional, instrumental = (one.pointer for one in found.pointing.functions[:2])
    assert (emotional.code, emotional.students, emotional.level) == ("EM", 3, 4)
    assert instrumental.students == instrumental.level == 0
    assert found.pointing.kept == emotional
    assert "emotional" in emotional.says
    assert found.names_in_front == tuple(one.person.full_name for one in three)


def test_what_concerns_nobody_or_does_not_exist_is_not_kept(cast: Cast) -> None:
    plain = [absent.pk for absent in absent_and_lonely(cast)]
    for at in ("N-MAT-2", "AP.teacher_homeroom", "nothing", "<script>"):
        found = listed(cast.lin, cast, at)
        assert (found.pointing.kept, found.asked.at) == (None, "")
        assert [one.pk for one in offered(found)] == plain


def test_a_source_is_told_of_those_alone_whose_answers_are_open(cast: Cast) -> None:
    """What Haoran said is not open to Lin Jing, though she lists him; Xiaoyu is her own student."""
    asked(cast, [cast.xiaoyu], enough=0, who="mother")
    asked(cast, [cast.haoran], enough=0, who="friend")
    for one in (cast.xiaoyu, cast.haoran):
        note(one, {CONTACT: "rarely"})
    found = listed(cast.lin, cast)
    assert found.pointing.functions[0].pointer.students == 2
    assert found.pointing.sources == ()  # the one source that she may know of is named for all
    codes = {code for band in found.bands for row in band.rows for code in row.concerns}
    assert not any("." in code for code in codes)


def test_a_source_concerns_those_who_lack_a_function_and_do_not_name_it(cast: Cast) -> None:
    """Of two of Lin Jing's own students each names whom the other does not."""
    (other,) = students(cast, 1)
    tie(student=other, user=cast.lin, kind=StudentTie.Kind.OWN, on=TODAY, by=OPERATOR)
    for one in (cast.xiaoyu, other):
        note(one, {CONTACT: "rarely"})
    asked(cast, [cast.xiaoyu], enough=1, who="mother")
    asked(cast, [other], enough=1, who="friend")
    found = listed(cast.lin, cast, "IS.friend")
    rows = {row.label: dict(row.cells) for row in found.pointing.sources}
    assert set(rows) == {"parent", "friend"}
    assert rows["friend"]["IS"].students == 1
    assert rows["friend"]["EM"].students == 0  # of emotional support both have enough
    assert offered(found)[0] == cast.xiaoyu
    assert "do not name friend" in rows["friend"]["IS"].says


def test_the_page_keeps_it_without_a_script_and_names_nobody_in_its_address(cast: Cast) -> None:
    absent_and_lonely(cast)
    client = Client()
    client.force_login(cast.lin, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/know/students/").content.decode()
    link = f'href="?school={cast.qingshan.uid}&amp;at={NEED}#front"'
    assert link in page
    kept = client.get(f"/know/students/?school={cast.qingshan.uid}&at={NEED}").content.decode()
    assert "At the front of their bands" in kept
    assert "Put the list back in its order" in kept
    assert kept.count('class="kw-in-front"') == 2
    shown = client.get("/know/students/?band=band.offer").content.decode()
    assert f"band=band.offer&amp;at={NEED}#front" in shown


def test_who_may_see_no_list_by_name_has_nothing_to_point_at(cast: Cast) -> None:
    absent_and_lonely(cast)
    for user in (cast.gu, cast.su, cast.luo):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/know/students/").status_code == 403
    assert listed(cast.zhou, cast).pointing.is_empty
