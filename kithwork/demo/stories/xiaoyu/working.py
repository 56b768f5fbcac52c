"""The work: three goals in her words, a plan begun from P1, contacts, resources, information."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kithwork.casework.actions.goals import GoalSaid
from kithwork.casework.actions.information import ItemDetails, confirm_read, give_item, write_item
from kithwork.casework.actions.resources import ResourceDetails, save_resource
from kithwork.casework.models import CaseNeed, InformationItem
from kithwork.core.casework import Status
from kithwork.core.support.functions import Function
from kithwork.demo.stories.telling import Telling, at
from kithwork.demo.stories.xiaoyu.contacts import meetings
from kithwork.demo.stories.xiaoyu.days import SchoolDays
from kithwork.evaluation.actions.admissions import (
    AdmissionSaid,
    Population,
    chosen_for,
    say_admission,
)
from kithwork.evaluation.actions.series import NewSeries, begin_phase, begin_series

MATHEMATICS = "mathematics"


def tell(telling: Telling, days: SchoolDays) -> None:
    """Tell it from the first goal to the last contact before the exam."""
    telling.step(Status.PLANNING, days.on(9, 26))
    for name, said in _goals(days, telling.needs).items():
        telling.goal(days.on(9, 26), name, said)
    _measures(telling, days)
    telling.paper("agreement", days.on(9, 28), signed=("client", "guardian", "worker"), **_AGREED)
    plan = telling.planned(days.on(9, 28), "P1", starts_on=days.on(9, 29))
    telling.plan(plan, signed=("client", "worker", "supervisor"))
    telling.step(Status.ACTIVE, days.on(9, 29))
    _resources(telling, days)
    _information(telling, days)
    for meeting in meetings(days):
        telling.meet(meeting)
    telling.rated(days.on(11, 14), study=-1, speak=-1, family=0)
    telling.paper("review", days.on(11, 14), signed=("client", "worker"), **_FIRST_REVIEW)
    telling.rated(days.on(1, 16), study=0, speak=0, family=0)
    telling.paper("review", days.on(1, 16), signed=("client", "worker"), **_SECOND_REVIEW)
    telling.rated(days.on(4, 24), study=1, speak=0, family=0)


def _goals(days: SchoolDays, needs: Mapping[str, CaseNeed]) -> dict[str, GoalSaid]:
    """Three goals of one weight; each stands at −1 when the work begins, which gives T = 36."""
    common: dict[str, Any] = {
        "baseline_level": -1,
        "importance": 2,
        "difficulty": 2,
        "target_on": days.on(7, 3),
    }
    study = GoalSaid(
        client_words="晚上能坐下来学一会儿。",
        statement="到期末，每周至少四个晚上自己学习三十分钟以上。",
        needs=(needs["N-ACA-1"],),
        function="IS",
        unit="每周晚数",
        baseline=2,
        expected=4,
        step=1,
        anchors=(
            "多数晚上没有学",
            "两晚以内，每晚三十分钟",
            "四晚，每晚三十分钟",
            "五晚，每晚四十五分钟",
            "六晚，每晚一小时，自己开始",
        ),
        **common,
    )
    speak = GoalSaid(
        client_words="不懂的时候敢问。",
        statement="到期末，每周至少向老师或同学问三个问题，并记下来。",
        needs=(needs["N-SELF-2"],),
        function="AP",
        unit="每周提问数",
        baseline=0,
        expected=3,
        step=1,
        anchors=("不会也不说", "被问到才说不会", "每周问三个", "每周问四五个", "还教同桌一道题"),
        **common,
    )
    family = GoalSaid(
        client_words="奶奶不要再说读不读都一样。",
        statement="到期末，奶奶每周让她有四个晚上不做饭后家务，并说出一句她做得好的话。",
        needs=(needs["N-FAM-3"], needs["N-FAM-6"]),
        owner="guardian",
        function="EM",
        unit="每周晚数",
        baseline=0,
        expected=4,
        step=1,
        anchors=(
            "家务更多",
            "没有变化",
            "四个晚上，一句好话",
            "五个晚上，主动问学习",
            "奶奶对别人夸她读书",
        ),
        **common,
    )
    return {"study": study, "speak": speak, "family": family}


def _measures(telling: Telling, days: SchoolDays) -> None:
    """Her marks as a series with phases, why she was chosen, and the school she aims at."""
    with at(days.on(9, 26)):
        series = begin_series(
            case=telling.told,
            series=NewSeries(
                name="数学成绩（与同年级比）",
                kind="mark",
                measure=MATHEMATICS,
                higher_is_better=True,
            ),
            by=telling.worker,
        )
        begin_phase(series=series, label="A", on=dt.date(days.begins - 1, 9, 1), by=telling.worker)
        begin_phase(series=series, label="B", on=days.on(9, 29), by=telling.worker)
        chosen_for(
            case=telling.told,
            measure=f"mark:{MATHEMATICS}",
            population=Population(mean=0, sd=1, r=0.75, source="本校同年级，上下两次期末"),
            by=telling.worker,
        )
        aim = AdmissionSaid(aim="青山县第二高级中学", aim_type="senior_high", on=days.on(9, 26))
        say_admission(case=telling.told, said=aim, by=telling.worker)


def _resources(telling: Telling, days: SchoolDays) -> None:
    tutors = ResourceDetails(
        name="县师范志愿者周六辅导",
        kind="tutoring",
        functions=("IS", "IN"),
        catchment="县城各初中",
        eligibility="九年级优先",
        capacity=12,
        contact="团委办公室",
        is_checked=True,
        is_child_safe=True,
        has_agreement=True,
    )
    desk = ResourceDetails(
        name="一桌一灯计划",
        kind="goods",
        functions=("IS",),
        eligibility="家中没有学习地方的学生",
        contact="县慈善会",
        is_checked=True,
    )
    school, worker = telling.told.school, telling.worker
    with at(days.on(9, 29)):
        tutoring = save_resource(school=school, details=tutors, on=days.on(9, 29), by=worker)
        lamp = save_resource(school=school, details=desk, on=days.on(9, 29), by=worker)
    weeks = [(9, 30), (10, 10), (10, 12), (10, 14), (10, 20), (10, 31), (12, 20)]
    telling.linked(tutoring, Function.IS, need="N-ACA-1", days=[days.on(*one) for one in weeks])
    weeks = [(9, 30), (10, 8), (10, 9), (10, 11), (10, 15), (10, 24), (11, 2)]
    telling.linked(lamp, Function.IS, need="N-FAM-6", days=[days.on(*one) for one in weeks])


def _information(telling: Telling, days: SchoolDays) -> None:
    """Two items of the information desk, read by her and by her mother."""
    for (month, day), to, way, details in _items(days):
        with at(days.on(month, day)):
            item = _written(telling, details)
            given = give_item(case=telling.told, item=item, to=to, way=way, by=telling.worker)
        with at(days.on(month, day) + dt.timedelta(days=5)):
            confirm_read(given=given, by=telling.worker)


def _written(telling: Telling, details: ItemDetails) -> InformationItem:
    return write_item(school=telling.told.school, details=details, by=telling.worker)


def _items(days: SchoolDays) -> tuple[tuple[tuple[int, int], str, str, ItemDetails], ...]:
    rules = ItemDetails(
        topic="admission",
        language="zh-Hans",
        title="普通高中怎么报：定向生、统招和补录",
        text="三种途径、什么时候填、分数不够时还能做什么。填报以当年县招办通知为准。",
        source="县招生办公室当年通知（演示用，非真实）",
        reviewed_on=days.on(10, 20),
        review_by=days.on(8, 31),
    )
    costs = ItemDetails(
        topic="aid",
        language="zh-Hans",
        title="读高中要花多少钱，能减多少",
        text="学费、住宿和伙食的大概数目，可申请的国家助学金和减免，向谁申请。",
        source="县学生资助中心说明（演示用，非真实）",
        reviewed_on=days.on(11, 1),
        review_by=days.on(8, 31),
    )
    return (((10, 24), "client", "talk", rules), ((11, 8), "mother", "message", costs))


_AGREED = {
    "offered": "一个学年里一起弄懂数学，找资源，跟家里说话。",
    "not_offered": "不能替她上课，不能借钱。",
    "rhythm": "约每两周一次，在学校或家里",
    "limits_read": "yes",
    "said_back": "“我说的不会告诉老师，除非有人要出事。”",
    "tasks_client": "每周选三个晚上学习。",
    "tasks_guardian": "周一到周四饭后不叫她做事；周日通话。",
    "tasks_worker": "找资源，说到做到。",
    "stopping": "谁都可以提前说停，见一面再停。",
}
_FIRST_REVIEW = {
    "changed": "台灯和周六辅导到位；每周通话；奶奶开始问学校的事。",
    "client_view": "“回家有灯了，就是还会困。”",
    "helped": "家庭会议写下的那一条。",
    "hindered": "农忙两周，约定没有守住。",
    "cared_for": "yes",
}
_SECOND_REVIEW = {
    "changed": "期末数学从全班后面走到中间靠下；敢问苏老师了。",
    "client_view": "“原来我不是都不会。”",
    "helped": "先做会的，再问一道。",
    "cared_for": "yes",
    "plan_changes": "第四阶段放慢，配合毕业年级的复习。",
}
