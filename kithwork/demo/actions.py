"""Build the invented world, by the actions that users call, and say whom to sign in as.

The clock stands at `as_of` and all chance comes from the seed while it is built: the same seed
and day give the same world on both engines (keys, and what is sealed under them, differ).
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from kithwork.access.actions.postings import post
from kithwork.access.console import OPERATOR
from kithwork.access.models import Organisation, User
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.audit.actions.seals import seal_trail
from kithwork.audit.ids import drawn_from
from kithwork.catalogue.words import say
from kithwork.demo import giving
from kithwork.demo.asking import Saying, ask
from kithwork.demo.cast import CAST, Cast, make_cast
from kithwork.demo.draws import Draws
from kithwork.demo.parameters import (
    NAMED_AT_THE_COLLEGE,
    NAMED_AT_THE_COUNTY_SCHOOL,
    SUPPORT_AT_THE_COLLEGE,
    SUPPORT_AT_THE_COUNTY_SCHOOL,
)
from kithwork.demo.schools import COLLEGE, JUNIOR_HIGH, Filled, fill
from kithwork.demo.stories import tell_all
from kithwork.demo.stories.cohort import tell_cohort
from kithwork.demo.stories.learned import learn
from kithwork.demo.stories.telling import Telling
from kithwork.demo.stories.unsaved import leave_unsaved
from kithwork.people.actions.contact_rules import set_contact_rule
from kithwork.people.actions.ties import tie
from kithwork.people.models import StudentTie

PASSWORD = "green hill in autumn"  # noqa: S105 (of invented people, on this machine alone)
SEED = "kithwork"
PUPILS = 600
STUDENTS = 5_000
CASES = 30  # closed at the college, beside those of which a story is told
FIRST = 120  # the place of the first of their students: in the last year, with years of marks
MARKER = "demo.world"
AT_THE_COUNTY_SCHOOL = Saying(SUPPORT_AT_THE_COUNTY_SCHOOL, NAMED_AT_THE_COUNTY_SCHOOL)
AT_THE_COLLEGE = Saying(SUPPORT_AT_THE_COLLEGE, NAMED_AT_THE_COLLEGE)


@dataclass(frozen=True, slots=True)
class World:
    """What was built."""

    cast: Cast
    junior_high: Filled
    college: Filled
    stories: dict[str, Telling]
    cohort: list[Telling]


@transaction.atomic
def build(seed: str, as_of: dt.date, *, pupils: int, students: int) -> World:
    """Build the world of a seed as of a day. Raises Refused where there is data already."""
    if Organisation.objects.exists() or User.objects.exists():
        raise Refused("demo.not_empty")
    morning = dt.datetime.combine(as_of, dt.time(1), tzinfo=dt.UTC)  # nine in Shanghai
    with clock.telling(morning), drawn_from(f"{seed}:ids"):
        cast = make_cast(starts_on=as_of.replace(year=as_of.year - 3, day=1), password=PASSWORD)
        by, draws = cast.users["he.lan"], Draws(seed)
        junior_high = fill(
            draws, JUNIOR_HIGH, cast.schools["qingshan"], size=pupils, as_of=as_of, by=by
        )
        college = fill(draws, COLLEGE, cast.schools["college-d"], size=students, as_of=as_of, by=by)
        _give_classes(cast, junior_high, college, as_of)
        stories = tell_all(junior_high, college, cast.users, as_of=as_of)
        _give_students(cast, junior_high, college, as_of)
        first = min(FIRST, students // 4)
        ordinary = college.families[first : first + min(CASES, students // 6)]
        cohort = tell_cohort(draws, ordinary, cast.users, as_of=as_of)
        learn(cohort, cast.users, as_of=as_of)
        for filled, said, username, title in (
            (junior_high, AT_THE_COUNTY_SCHOOL, "lin.jing", "本学期支持问卷"),
            (college, AT_THE_COLLEGE, "shen.yue", "学生支持问卷"),
        ):
            ask(draws, filled, said=said, title=title, as_of=as_of, by=cast.users[username])
        giving.give(draws, junior_high, giving.AT_THE_COUNTY_SCHOOL, as_of=as_of, by=OPERATOR)
        giving.give(draws, college, giving.AT_THE_COLLEGE, as_of=as_of, by=cast.users["zhou.qi"])
        giving.determine_hardship(college, as_of=as_of, by=cast.users["zhou.qi"])
        leave_unsaved(
            stories["xiaoyu"].told,
            junior_high.families[2].student,
            cast.users["lin.jing"],
            as_of=as_of,
        )
    return World(cast, junior_high, college, stories, cohort)


def ensure_world(language: str = "en") -> Sequence[str]:
    """Build the demo world once, and return in `language` whom to sign in as, a line each."""
    marker = Path(settings.KITHWORK_HOME) / MARKER
    if not marker.exists():
        as_of = clock.today("Asia/Shanghai")
        build(SEED, as_of, pupils=PUPILS, students=STUDENTS)
        seal_trail()
        _analyse()
        marker.write_text(json.dumps({"seed": SEED, "as_of": as_of.isoformat()}), "utf-8")
    return sign_in_lines(language)


def sign_in_lines(language: str) -> list[str]:
    """Return whom one can sign in as, a line each, and the password of all."""
    width = max(len(member.username) for member in CAST)
    lines = [say("demo.sign_in", language)]
    for member in CAST:
        role = say(f"access.role.{member.role}", language)
        lines.append(f"  {member.username:<{width}}  {member.latin} {member.name}, {role}")
    lines.append(say("demo.password", language, password=PASSWORD))
    return lines


def _give_classes(cast: Cast, junior_high: Filled, college: Filled, as_of: dt.date) -> None:
    """Post the homeroom teacher to Xiaoyu's class and the tutor to A Ming's."""
    for username, filled, code in (("su.wen", junior_high, "9-1"), ("fan.zhou", college, "2-1")):
        member = next(one for one in CAST if one.username == username)
        post(
            user=cast.users[username],
            role=member.role,
            school=filled.school,
            starts_on=dt.date(as_of.year - 1, 9, 1),
            class_uid=filled.classes[code].uid,
            by=OPERATOR,
        )


def _give_students(cast: Cast, junior_high: Filled, college: Filled, as_of: dt.date) -> None:
    """Give the workers their students, the psychologist and the safeguarding lead theirs."""
    own, referred, alert = StudentTie.Kind.OWN, StudentTie.Kind.REFERRED, StudentTie.Kind.ALERT
    star = college.families.index(college.told("aming"))
    shares = (
        ("lin.jing", own, junior_high.families[2:14]),
        ("tan.ming", own, junior_high.families[20:30]),
        ("shen.yue", own, college.families[star : star + 10]),
        ("qin.lang", referred, college.families[star : star + 6]),
        ("ye.mei", alert, junior_high.families[20:22]),
    )
    for username, kind, families in shares:
        for family in families:
            tie(
                student=family.student,
                user=cast.users[username],
                kind=kind,
                on=as_of - dt.timedelta(days=40),
                by=cast.users["he.lan"],
            )
    set_contact_rule(
        student=junior_high.told("xiaoyu").student,
        text=say("demo.contact_rule", "zh-Hans"),
        starts_on=as_of - dt.timedelta(days=30),
        by=cast.users["lin.jing"],
    )


def _analyse() -> None:
    """Let the database look at what was filled in, so that it chooses the right index."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
