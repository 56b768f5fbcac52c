"""The invented world: the same from the same seed on both engines, and as the stories need it."""

import datetime as dt
from pathlib import Path

import pytest

from kithwork.access.models import User
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section, Verb
from kithwork.audit.models import AuditEvent
from kithwork.core.academics.marks import z_score
from kithwork.demo.actions import build, sign_in_lines
from kithwork.demo.cast import CAST
from kithwork.demo.tests.portrait import portrait
from kithwork.people.models import Carer, CarerAway, Mark, Student
from kithwork.people.queries.care import carers_of, contact_rule_of
from kithwork.people.queries.facts import fact_values
from kithwork.people.queries.marks import marks_of
from kithwork.people.queries.reach import students_reached
from kithwork.people.queries.students import search, students_for

pytestmark = pytest.mark.django_db
AS_OF = dt.date(2026, 11, 18)
PORTRAIT = Path(__file__).parent / "world.sha256"


def test_the_same_seed_gives_the_same_world_on_both_engines(world):
    assert portrait() == PORTRAIT.read_text("ascii").strip(), (
        "The world changed. If that was meant, write the new portrait into world.sha256."
    )


def test_a_third_of_the_county_school_has_both_parents_away(world):
    families = world.junior_high.families
    both_away = [
        f for f in families if CarerAway.objects.filter(carer__student=f.student).count() == 2
    ]
    assert 0.22 < len(both_away) / len(families) < 0.48
    assert all(f.pupil.care == "both_away" for f in both_away)


def test_being_left_behind_moves_no_mark(world):
    """The circumstance enters nowhere into a mark: level and drift are drawn without it."""
    pupils = [family.pupil for family in world.junior_high.families[1:]]
    groups = [
        [p.level for p in pupils if (p.care == "both_away") == is_away] for is_away in (True, False)
    ]
    means = [sum(group) / len(group) for group in groups]
    assert abs(means[0] - means[1]) < 0.6


def test_xiaoyu_has_her_story(world):
    lin = world.cast.users["lin.jing"]
    [xiaoyu] = search(lin, "林小雨").students
    assert (xiaoyu.left_on, xiaoyu.left_reason) == (dt.date(2026, 7, 10), "graduated")
    relations = [view.carer.relation for view in carers_of(lin, xiaoyu)]
    assert relations[0] == "grandmother"
    assert {"mother", "father"} < set(relations)
    assert "奶奶" in contact_rule_of(lin, xiaoyu).text
    facts = fact_values(lin, xiaoyu)
    assert facts["care.mother_away"].value is facts["care.father_away"].value is True
    maths = next(one for one in marks_of(lin, xiaoyu) if one.subject == "mathematics")
    z = [round(z_score(point.as_mark()).value, 1) for point in maths.points]
    assert z == [-0.9, -1.0, -1.1, -1.2, -1.1, -0.8, -0.4, -0.1]


def test_each_of_the_cast_has_somebody_to_care_for(world):
    users = world.cast.users
    own = {
        name: students_reached(users[name], Verb.READ, Section.ANSWERS).count()
        for name in ("lin.jing", "tan.ming", "shen.yue", "qin.lang", "he.lan")
    }
    assert own == {"lin.jing": 13, "tan.ming": 11, "shen.yue": 18, "qin.lang": 6, "he.lan": 42}
    assert students_for(users["fan.zhou"]).count() == 4
    assert students_for(users["luo.ping"]).count() == 0


def test_nobody_has_a_telephone_that_rings(world):
    from kithwork.people.sealed import open_contacts

    carers = Carer.objects.select_related("person__key")[:60]
    numbers = [one.value for carer in carers for one in open_contacts(carer.person)]
    assert len(numbers) > 60
    assert all(number.startswith("100 ") for number in numbers)


def test_it_is_made_by_the_actions_that_users_call(world):
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"create", "amend", "permission", "setting"} <= verbs
    assert AuditEvent.objects.exclude(actor=None).exists()
    assert Mark.objects.count() == world.junior_high.marks + world.college.marks


def test_a_world_needs_an_empty_installation(world):
    before = Student.objects.count()
    with pytest.raises(Refused):
        build("again", AS_OF, pupils=3, students=3)
    assert Student.objects.count() == before


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_account_that_is_printed_signs_in(world, language):
    lines = sign_in_lines(language)
    password = lines[-1].rpartition("：" if language != "en" else ": ")[2]
    assert len(lines) == len(CAST) + 2
    assert all(user.check_password(password) for user in User.objects.all())
