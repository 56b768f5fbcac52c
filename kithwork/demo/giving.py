"""What each school gives: the catalogue taken over, services of its own, a policy read, awards.

At College D material aid is ample and psychosocial help scarce, as the second source case found;
who receives what is drawn by the shares of `parameters`. A Ming has grant, loan and the highest
level of hardship: what he lacks is not money.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.aid.actions.awards import Given, award_many
from kithwork.aid.actions.policies import Document, Reading, read_clause, record_document
from kithwork.aid.actions.programmes import (
    Described,
    Terms,
    record_programme,
    state_nothing,
    take_over,
)
from kithwork.aid.models import Programme
from kithwork.catalogue.programmes import aid_kinds, programmes_of
from kithwork.core.support.functions import Function
from kithwork.demo.draws import Draws
from kithwork.demo.families import Family
from kithwork.demo.parameters import RECEIVES_AT_THE_COLLEGE, RECEIVES_AT_THE_COUNTY_SCHOOL
from kithwork.demo.schools import Filled
from kithwork.demo.years import first_year_of
from kithwork.people.actions.facts import NewFact, record_fact

LANGUAGE = "zh-Hans"
ALWAYS = {
    "aming": ("CN.he.national_grant", "CN.he.student_loan"),
    "xiaolan": ("CN.he.national_grant",),
}
AMOUNTS = {  # in yuan a year, invented like their receivers
    "aming": {"CN.he.national_grant": 4_900, "CN.he.student_loan": 12_000},
    "xiaolan": {"CN.he.national_grant": 3_700},
}
LIST = "学年名单"
LEVELS = {"aming": "special", "xiaolan": "more"}  # of hardship, as the college determined it


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a policy as it was read: what it gives, by which programme if by any."""

    label: str
    gist: str
    functions: tuple[Function, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a school gives: entries of the catalogue, services, one policy, who receives what.

    `services` are kind, name, places and rule; `receives` are shares in per cent by code.
    """

    entries: str
    services: tuple[tuple[str, str, int | None, str], ...]
    document: tuple[str, str, str]
    clauses: tuple[Clause, ...]
    receives: Mapping[str, int]


AT_THE_COLLEGE = Offer(
    entries="CN.he.",
    services=(
        ("counselling", "心理咨询中心个别咨询", 240, "每周四十小时，期中期末排队三周"),
        ("tutor_talk", "辅导员谈心谈话", None, "每学期每人至少一次"),
        ("mentoring", "学长学姐结对", 60, "大一新生自愿报名"),
        ("peer_activity", "宿舍楼同伴活动", 120, "每月一次"),
    ),
    document=("D 学院学生资助工作办法", "D 学院", "院学〔演示〕7 号"),
    clauses=(
        Clause(
            "第三条",
            "家庭经济困难学生可申请国家助学金，按年发放。",
            (Function.IS,),
            "CN.he.national_grant",
        ),
        Clause(
            "第五条",
            "可在生源地申请国家助学贷款，在校期间贴息。",
            (Function.IS,),
            "CN.he.student_loan",
        ),
        Clause("第八条", "学院每学期宣讲资助政策一次。", (Function.IN,)),
        Clause("第十一条", "公示受助学生名单五个工作日。"),
    ),
    receives=RECEIVES_AT_THE_COLLEGE,
)
AT_THE_COUNTY_SCHOOL = Offer(
    entries="CN.ce.",
    services=(
        ("tutor_talk", "班主任家访", None, "每学期每户一次，路远的打电话"),
        ("counselling", "心理老师午间接待", 20, "每周两个中午"),
        ("peer_activity", "周五读书会", 30, "住校生自愿"),
    ),
    document=("青山县第一初级中学学生资助实施细则", "青山县第一初级中学", "青一中〔演示〕3 号"),
    clauses=(
        Clause(
            "第二条", "寄宿生按规定享受生活补助。", (Function.IS,), "CN.ce.living_subsidy_boarding"
        ),
        Clause("第四条", "留守学生由班主任建立联系卡。", (Function.EM,)),
        Clause("第六条", "开学第一周班会讲解资助政策。", (Function.IN,)),
    ),
    receives=RECEIVES_AT_THE_COUNTY_SCHOOL,
)


def give(draws: Draws, filled: Filled, offer: Offer, *, as_of: dt.date, by: Who) -> None:
    """Fill the inventory of a school, read its policy document, and award what it gives."""
    since = dt.date(as_of.year - 1, 9, 1)
    inventory = _inventory(filled.school, offer, since, as_of, by)
    state_nothing(
        school=filled.school,
        source="classmate",
        function=Function.AP,
        on=since,
        reference="学工部盘点",
        by=by,
    )
    _policy(filled.school, offer, inventory, since, as_of, by)
    for code, programme in inventory.items():
        if code in offer.receives:
            awards = [
                (family.student, _given(family, programme, since))
                for family in _receivers(draws, filled, code, offer.receives[code])
            ]
            award_many(awards=awards, programme=programme, by=by)


def determine_hardship(filled: Filled, *, as_of: dt.date, by: Who) -> None:
    """Record the level of hardship of those of whom a story is told, as its papers showed it."""
    on = dt.date(first_year_of(as_of), 10, 15)
    for story, level in LEVELS.items():
        student = filled.told(story).student
        fact = NewFact(student, "aid.hardship_level", level, min(on, as_of), "document")
        record_fact(fact=fact, by=by)


def _given(family: Family, programme: Programme, since: dt.date) -> Given:
    """What stands on the list of the school year; with the amount where a story tells it."""
    yuan = AMOUNTS.get(family.pupil.story, {}).get(programme.entry)
    if yuan is None:
        return Given(starts_on=since, reference=LIST)
    return Given(
        starts_on=since, reference=LIST, amount_minor=100 * yuan, currency="CNY", per="year"
    )


def _inventory(
    school: School, offer: Offer, since: dt.date, as_of: dt.date, by: Who
) -> Mapping[str, Programme]:
    """Return what there is, by its code in the catalogue or its kind."""
    entries = [
        one
        for one in programmes_of("CN", as_of)
        if one.entry.id.startswith(offer.entries) and not one.entry.id.endswith("_graduate")
    ]
    taken = take_over(school=school, entries=entries, on=since, language=LANGUAGE, by=by)
    own = {
        kind: record_programme(
            school=school,
            described=Described(
                kind=kind,
                name=name,
                source=aid_kinds()[kind].source_of_support,
                functions=aid_kinds()[kind].functions,
            ),
            terms=Terms(starts_on=since, reference="学校服务清单", rule=rule, places=places),
            by=by,
        )
        for kind, name, places, rule in offer.services
    }
    return {one.entry: one for one in taken} | own


def _policy(
    school: School,
    offer: Offer,
    inventory: Mapping[str, Programme],
    since: dt.date,
    as_of: dt.date,
    by: Who,
) -> None:
    title, issuer, number = offer.document
    document = Document(
        title=title,
        starts_on=since,
        issuer=issuer,
        number=number,
        reference="办公系统（演示用，非真实）",
    )
    made = record_document(school=school, document=document, by=by)
    for clause in offer.clauses:
        reading = Reading(
            label=clause.label,
            gist=clause.gist,
            read_on=as_of - dt.timedelta(days=60),
            functions=clause.functions,
            programme=inventory.get(clause.code),
        )
        read_clause(document=made, reading=reading, by=by)


def _receivers(draws: Draws, filled: Filled, code: str, share: int) -> Iterator[Family]:
    """Draw who receives it among those who had entered by the day it is given from."""
    for family in filled.families:
        drawn = draws.of(f"receives {code}", family.pupil.index).randrange(100)
        if code in ALWAYS.get(family.pupil.story, ()) or drawn < share:
            yield family
