"""The named cast: the invented people of two schools whom demo, tests and guide share.

Nobody here lives. A county junior high (Qingshan, "green hill") where a third of the pupils have
both parents away, and a college ("College D") as in the project's two source cases. Every role
that signs in has somebody; two workers at one school show that a case belongs to its worker.
"""

import datetime as dt
from dataclasses import dataclass

from kithwork.access.actions.organisation import NewSchool, found_organisation, open_school
from kithwork.access.actions.postings import post, put_in_team
from kithwork.access.actions.users import NewUser, create_user
from kithwork.access.console import OPERATOR
from kithwork.access.models import School, User

ORGANISATION = {"name_en": "Green Hill Student Support", "name_zh": "青山学生支持中心"}

SCHOOLS = (
    NewSchool(
        code="qingshan",
        kind=School.Kind.JUNIOR_HIGH,
        name_en="Qingshan County First Junior High School",
        name_zh="青山县第一初级中学",
        calendar="CN",
    ),
    NewSchool(
        code="college-d",
        kind=School.Kind.COLLEGE,
        name_en="College D",
        name_zh="D 学院",
        calendar="CN",
    ),
)


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast: whom she signs in as, her names, and where she is posted as what."""

    username: str
    name: str
    latin: str
    role: str
    schools: tuple[str, ...]
    has_class: bool = False


CAST = (
    Member("lin.jing", "林静", "Lin Jing", "worker", ("qingshan",)),
    Member("tan.ming", "谭明", "Tan Ming", "worker", ("qingshan",)),
    Member("shen.yue", "沈悦", "Shen Yue", "worker", ("college-d",)),
    Member("he.lan", "何岚", "He Lan", "supervisor", ("qingshan", "college-d")),
    Member("su.wen", "苏文", "Su Wen", "homeroom", ("qingshan",), has_class=True),
    Member("fan.zhou", "范舟", "Fan Zhou", "tutor", ("college-d",), has_class=True),
    Member("zhou.qi", "周琪", "Zhou Qi", "aid_officer", ("college-d",)),
    Member("ye.mei", "叶梅", "Ye Mei", "safeguard", ("qingshan", "college-d")),
    Member("qin.lang", "秦朗", "Qin Lang", "psych", ("college-d",)),
    Member("gu.yan", "顾言", "Gu Yan", "manager", ("qingshan", "college-d")),
    Member("luo.ping", "罗平", "Luo Ping", "administrator", ("qingshan", "college-d")),
    Member("bai.lu", "白露", "Bai Lu", "researcher", ("college-d",)),
)

TEAMS = (
    ("he.lan", "lin.jing", "qingshan"),
    ("he.lan", "tan.ming", "qingshan"),
    ("he.lan", "shen.yue", "college-d"),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The cast as it stands in the database, by code and by user name."""

    schools: dict[str, School]
    users: dict[str, User]


def make_cast(*, starts_on: dt.date, password: str) -> Cast:
    """Found the organisation, open both schools and every account; classes are posted later."""
    found_organisation(by=OPERATOR, **ORGANISATION)
    schools = {one.code: open_school(school=one, by=OPERATOR) for one in SCHOOLS}
    users = {one.username: _open_account(one, password) for one in CAST}
    for member in CAST:
        for code in () if member.has_class else member.schools:
            post(
                user=users[member.username],
                role=member.role,
                school=schools[code],
                starts_on=starts_on,
                by=OPERATOR,
            )
    for supervisor, worker, code in TEAMS:
        put_in_team(
            supervisor=users[supervisor],
            worker=users[worker],
            school=schools[code],
            starts_on=starts_on,
            by=OPERATOR,
        )
    return Cast(schools, users)


def _open_account(member: Member, password: str) -> User:
    account = NewUser(username=member.username, name=member.name, password=password)
    return create_user(user=account, by=OPERATOR)
