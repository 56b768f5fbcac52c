"""What College D gives: the catalogue taken over, services of its own, policies read, awards.

Material aid is ample and psychosocial help scarce, as the second source case found; who receives
what is drawn by the shares in `parameters.RECEIVES`, and A Ming has both grant and loan.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

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
from kithwork.demo.parameters import RECEIVES
from kithwork.demo.schools import Filled

LANGUAGE = "zh-Hans"
HIGHER_EDUCATION = "CN.he."
ALWAYS = {"aming": ("CN.he.national_grant", "CN.he.student_loan")}
SERVICES = (
    ("counselling", "心理咨询中心个别咨询", 240, "每周四十小时，期中期末排队三周"),
    ("tutor_talk", "辅导员谈心谈话", None, "每学期每人至少一次"),
    ("mentoring", "学长学姐结对", 60, "大一新生自愿报名"),
    ("peer_activity", "宿舍楼同伴活动", 120, "每月一次"),
)
CLAUSES = (
    (
        "第三条",
        "家庭经济困难学生可申请国家助学金，按年发放。",
        (Function.IS,),
        "CN.he.national_grant",
    ),
    ("第五条", "可在生源地申请国家助学贷款，在校期间贴息。", (Function.IS,), "CN.he.student_loan"),
    ("第八条", "学院每学期宣讲资助政策一次。", (Function.IN,), ""),
    ("第十一条", "公示受助学生名单五个工作日。", (), ""),
)


def give(draws: Draws, filled: Filled, *, as_of: dt.date, by: Who) -> None:
    """Fill the inventory of College D, read its policy document, and award what it gives."""
    since = dt.date(as_of.year - 1, 9, 1)
    inventory = _inventory(filled.school, since, as_of, by)
    state_nothing(
        school=filled.school,
        source="classmate",
        function=Function.AP,
        on=since,
        reference="学工部盘点",
        by=by,
    )
    _policy(filled.school, inventory, since, as_of, by)
    for code, programme in inventory.items():
        if code in RECEIVES:
            awards = [
                (family.student, Given(starts_on=since, reference="学年名单"))
                for family in _receivers(draws, filled, code)
            ]
            award_many(awards=awards, programme=programme, by=by)


def _inventory(school: School, since: dt.date, as_of: dt.date, by: Who) -> Mapping[str, Programme]:
    """Return what there is, by its code in the catalogue or its kind."""
    entries = [
        one
        for one in programmes_of("CN", as_of)
        if one.entry.id.startswith(HIGHER_EDUCATION) and not one.entry.id.endswith("_graduate")
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
            terms=Terms(starts_on=since, reference="学工部服务清单", rule=rule, places=places),
            by=by,
        )
        for kind, name, places, rule in SERVICES
    }
    return {one.entry: one for one in taken} | own


def _policy(
    school: School, inventory: Mapping[str, Programme], since: dt.date, as_of: dt.date, by: Who
) -> None:
    document = Document(
        title="D 学院学生资助工作办法",
        starts_on=since,
        issuer="D 学院",
        number="院学〔演示〕7 号",
        reference="学院办公系统（演示用，非真实）",
    )
    made = record_document(school=school, document=document, by=by)
    for label, gist, functions, code in CLAUSES:
        reading = Reading(
            label=label,
            gist=gist,
            read_on=as_of - dt.timedelta(days=60),
            functions=functions,
            programme=inventory.get(code),
        )
        read_clause(document=made, reading=reading, by=by)


def _receivers(draws: Draws, filled: Filled, code: str) -> Iterator[Family]:
    """Draw who receives it among those who had entered by the day it is given from."""
    for family in filled.families:
        drawn = draws.of(f"receives {code}", family.pupil.index).randrange(100)
        if code in ALWAYS.get(family.pupil.story, ()) or drawn < RECEIVES[code]:
            yield family
