"""The invented world: the same from the same seed on both engines, and as the stories need it."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.checks import registry

from kithwork.access.models import School, User
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.audit.queries.verification import verify_trail
from kithwork.demo.actions import MARKER, build, ensure_world, sign_in_lines
from kithwork.demo.cast import CAST
from kithwork.demo.checks import refuse_beyond_this_machine
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


@pytest.fixture(autouse=True)
def quick(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.KITHWORK_HOME = tmp_path


@pytest.fixture
def world():
    made = build("seed", AS_OF, pupils=90, students=48)
    with clock.telling(dt.datetime(2026, 11, 18, 4, tzinfo=dt.UTC)):
        yield made


def test_the_same_seed_gives_the_same_world_on_both_engines(world):
    assert portrait() == PORTRAIT.read_text("ascii").strip(), (
        "The world changed. If that was meant, write the new portrait into world.sha256."
    )


def test_another_seed_gives_another_world():
    build("another", AS_OF, pupils=90, students=48)
    assert portrait() != PORTRAIT.read_text("ascii").strip()


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
    lin, su = world.cast.users["lin.jing"], world.cast.users["su.wen"]
    [xiaoyu] = search(lin, "林小雨").students
    relations = [view.carer.relation for view in carers_of(lin, xiaoyu)]
    assert relations[0] in ("grandmother", "grandfather")
    assert {"mother", "father"} < set(relations)
    assert xiaoyu in students_for(su)
    assert "奶奶" in contact_rule_of(lin, xiaoyu).text
    facts = fact_values(lin, xiaoyu)
    assert facts["care.mother_away"].value is facts["care.father_away"].value is True
    maths = next(one for one in marks_of(lin, xiaoyu) if one.subject == "mathematics")
    assert len(maths.points) == 9
    assert all(point.on <= AS_OF for point in maths.points)


def test_each_of_the_cast_has_somebody_to_care_for(world):
    users = world.cast.users
    own = {
        name: students_reached(users[name], Verb.READ, Section.ANSWERS).count()
        for name in ("lin.jing", "tan.ming", "shen.yue", "qin.lang", "he.lan")
    }
    assert own == {"lin.jing": 12, "tan.ming": 10, "shen.yue": 10, "qin.lang": 6, "he.lan": 32}
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


def test_the_world_is_built_once_and_says_whom_to_sign_in_as(tmp_path, monkeypatch):
    monkeypatch.setattr("kithwork.demo.actions.SIZE", 30)
    lines = ensure_world()
    assert (tmp_path / MARKER).exists()
    assert list(ensure_world()) == list(lines)
    assert all(any(member.username in line for line in lines) for member in CAST)
    assert School.objects.count() == 2
    assert verify_trail().is_sound


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_account_that_is_printed_signs_in(world, language):
    lines = sign_in_lines(language)
    password = lines[-1].rpartition("：" if language != "en" else ": ")[2]
    assert len(lines) == len(CAST) + 2
    assert all(user.check_password(password) for user in User.objects.all())


def test_an_invented_world_answers_on_this_machine_alone(settings, tmp_path):
    def refused():
        return [message.id for message in refuse_beyond_this_machine()]

    assert refuse_beyond_this_machine in registry.registry.get_checks()
    (tmp_path / MARKER).write_text("{}")
    assert refused() == []
    settings.KITHWORK_IS_LOCAL = False
    assert refused() == ["demo.E001"]
    (tmp_path / MARKER).unlink()
    assert refused() == []
