"""The end: measured again, admitted, closed by reason, followed up, and what was learned."""

import datetime as dt
from collections.abc import Mapping

from kithwork.casework.actions.ecomap import TieSaid, save_ecomap
from kithwork.casework.actions.following import complete_follow_up, plan_follow_ups
from kithwork.casework.actions.learning import Lesson, write_lesson, write_reflection
from kithwork.casework.actions.needs import NeedSaid
from kithwork.casework.actions.support import Sheet
from kithwork.casework.models import FollowUp, Occasion
from kithwork.core.casework import Status
from kithwork.core.ecomap.ties import Flow, Strength
from kithwork.core.support.cells import Adequacy, Cell, Rater
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Tie
from kithwork.demo.stories.telling import Telling, at, sheet_said
from kithwork.demo.stories.xiaoyu import family
from kithwork.demo.stories.xiaoyu.assessing import LITTLE, NEEDS, PRESENT, SENTENCES
from kithwork.demo.stories.xiaoyu.days import SchoolDays
from kithwork.evaluation.actions.admissions import AdmissionSaid, say_admission
from kithwork.evaluation.actions.series import begin_phase
from kithwork.evaluation.models import Series
from kithwork.evaluation.queries.admissions import standing_admission

EM, IS, IN, AP = Function.EM, Function.IS, Function.IN, Function.AP
RIGHT = Adequacy.ABOUT_RIGHT
VIEWS = {
    "client": (4, 4, 3, 3, 4),
    "grandmother": (3, 3, 2, 2, 3),
    "mother": (4, 4, 3, 4, 3),
    "teacher": (4, 4, 3, 4, 4),
}
RESILIENCE = {
    "have_stands": 3,
    "have_example": 4,
    "am_again": 3,
    "am_hopeful": 3,
    "can_calm": 3,
    "can_ask": 3,
}
FULFILLED = {
    "N-FAM-3": "met",
    "N-ACA-1": "met",
    "N-FAM-1": "partly",
    "N-SELF-2": "met",
    "N-INF-2": "met",
}


def tell(telling: Telling, days: SchoolDays, *, as_of: dt.date) -> None:
    """Tell it from the second occasion to the last follow-up that is due by `as_of`."""
    _measured_again(telling, days.on(7, 3))
    telling.step(Status.EVALUATION, days.on(7, 6))
    telling.paper("evaluation", days.on(7, 8), signed=("worker", "supervisor"), **_EVALUATED)
    _admitted(telling, days.on(7, 20))
    telling.paper("closure", days.on(7, 21), signed=("client", "worker", "supervisor"), **_CLOSURE)
    telling.step(Status.CLOSING, days.on(7, 21))
    _learned(telling, days.on(7, 22))
    with at(days.on(7, 24)):
        plan_follow_ups(case=telling.told, by=telling.worker)
    telling.step(Status.CLOSED, days.on(7, 24))
    telling.step(Status.FOLLOW_UP, days.on(7, 24), reason="按约定回访")
    _followed(telling, as_of)


def _measured_again(telling: Telling, on: dt.date) -> None:
    telling.rated(on, study=1, speak=1, family=0)
    occasion = telling.sheets(on, _sheet())
    telling.evidence(occasion, EM, "“奶奶跟邻居说，我们家要出个高中生。”", needs=("N-FAM-3",))
    telling.evidence(occasion, IS, "“我有桌子，周六有人教。”", needs=("N-ACA-1",))
    telling.evidence(occasion, IN, "“三条路我都会讲。”", needs=("N-INF-2",))
    telling.evidence(occasion, AP, "“先做会的，再问一道，这是我的办法。”", needs=("N-SELF-2",))
    for person, answers in VIEWS.items():
        telling.talk(
            occasion, "girls_schooling", person, answers=dict(zip(SENTENCES, answers, strict=True))
        )
    telling.talk(
        occasion, "resilience", "client", answers=RESILIENCE, words="“有妈妈、堂姑、苏老师。”"
    )
    _ecomap(telling, occasion)
    family.draw_again(telling, occasion)
    for code, status in FULFILLED.items():
        said = NEEDS[code]
        telling.need(
            on,
            code,
            NeedSaid(
                status=status,
                severity_client=2,
                severity_worker=2,
                rank_client=said.rank_client,
                rank_worker=said.rank_worker,
                words=said.words,
            ),
        )


def _sheet() -> Sheet:
    return Sheet(
        rater=Rater.CLIENT,
        present=(*PRESENT, "relative", "agency"),
        said=sheet_said(
            {EM: LITTLE, IS: RIGHT, IN: RIGHT, AP: RIGHT},
            {
                EM: "“妈妈还是远，但每周都打来。”",
                IS: "“有灯有桌。”",
                AP: "“老师说我函数题写得清楚。”",
            },
        ),
        ties=(
            Tie(source="family_parent", quality=2, importance=3),
            Tie(source="family_grandparent", quality=1, importance=3),
            Tie(source="teacher_homeroom", quality=2, importance=3),
        ),
        cells=(
            Cell(source="family_parent", function=EM, level=3, adequacy=LITTLE),
            Cell(source="family_grandparent", function=IS, level=3, adequacy=RIGHT),
            Cell(source="family_grandparent", function=AP, level=2, adequacy=RIGHT),
            Cell(source="classmate", function=EM, level=3, adequacy=RIGHT),
            Cell(source="teacher_homeroom", function=IN, level=3, adequacy=RIGHT),
            Cell(source="teacher_homeroom", function=AP, level=3, adequacy=RIGHT),
            Cell(source="relative", function=EM, level=2, adequacy=RIGHT),
            Cell(source="agency", function=IS, level=3, adequacy=RIGHT),
        ),
    )


def _ecomap(telling: Telling, occasion: Occasion) -> None:
    ties = (
        TieSaid(
            source="family_parent",
            label="妈妈",
            strength=Strength.STRONG,
            flow=Flow.IN,
            functions=(EM, IS),
        ),
        TieSaid(
            source="family_grandparent",
            label="奶奶",
            strength=Strength.STRONG,
            flow=Flow.BOTH,
            functions=(IS, AP),
        ),
        TieSaid(
            source="teacher_homeroom",
            label="苏老师",
            strength=Strength.STRONG,
            flow=Flow.IN,
            functions=(IN, AP),
        ),
        TieSaid(
            source="classmate",
            label="同桌",
            strength=Strength.STRONG,
            flow=Flow.BOTH,
            functions=(EM,),
        ),
        TieSaid(
            source="relative",
            label="堂姑",
            strength=Strength.ORDINARY,
            flow=Flow.IN,
            functions=(EM, IN),
        ),
        TieSaid(
            source="agency",
            label="周六辅导",
            strength=Strength.ORDINARY,
            flow=Flow.IN,
            functions=(IS,),
        ),
    )
    with at(occasion.on):
        save_ecomap(
            case=telling.told, ties=ties, on=occasion.on, by=telling.worker, occasion=occasion
        )


def _admitted(telling: Telling, on: dt.date) -> None:
    with at(on):
        before = standing_admission(telling.told)
        said = AdmissionSaid(
            aim="青山县第二高级中学",
            aim_type="senior_high",
            on=on,
            wishes=("青山县第二高级中学", "青山县职业中专"),
            points=562.5,
            line=548,
            admitted_to="青山县第二高级中学",
            admitted_type="senior_high",
            is_aim_met=True,
        )
        say_admission(
            case=telling.told,
            said=said,
            by=telling.worker,
            made_from=str(before.uid) if before else "",
        )
        series = Series.objects.get(case=telling.told)
        begin_phase(series=series, label="follow_up", on=on, by=telling.worker)


def _learned(telling: Telling, on: dt.date) -> None:
    telling.paper("practice_summary", on, signed=("worker",), **_SUMMARY)
    with at(on):
        for lesson in _LESSONS:
            write_lesson(case=telling.told, lesson=lesson, by=telling.worker)
        write_reflection(case=telling.told, words=_REFLECTED, on=on, by=telling.worker)


def _followed(telling: Telling, as_of: dt.date) -> None:
    planned = FollowUp.objects.filter(case=telling.told, due_on__lte=as_of).order_by("due_on")
    for follow_up, words in zip(planned, _FOLLOWED, strict=False):
        with at(follow_up.due_on):
            complete_follow_up(
                follow_up=follow_up, words=words, on=follow_up.due_on, by=telling.worker
            )


_EVALUATED = {
    "client_words": "“以前卷子后半页我不看，现在会先找一道会的。”",
    "guardian_view": "奶奶：“她能读，就读。”妈妈：“我现在知道问什么了。”",
    "teacher_view": "苏老师：作业交齐，每周来问两三次。",
    "worker_view": "四个方面的支持都多了，成绩回到中间。不能说是哪一样起的作用。",
    "did_not_work": "农忙时约定守不住；第一次的家长信奶奶看不懂。",
    "unmet": "和父母相聚还是太少；家务在农忙时仍重。",
}
_CLOSURE = {
    "reason": "goals_met",
    "explanation": "三个目标都到了约定的水平，她被想去的学校录取。",
    "ending": "一起把进步页贴成一本，她题了名字。",
    "client_summary": "写给她的一页：做到了什么、难的时候找谁。",
    "relapse": "月考连着两次掉下去，就找苏老师或发消息给我。",
    "follow_up": "planned",
    "new_school_asked": "她和妈妈都同意联系新学校的老师。",
}
_SUMMARY = {
    "helped": "先让家里人说出担心，再带着数目去谈；资源由她自己挑；老师的反馈要具体到一道题。",
    "limits": "没有对照，毕业年级大家都在进步；入选时成绩最低，本来就会回升一些。",
    "for_whom": "有一位愿意谈的照护人、一位在意她的老师时。",
    "differently": "更早请堂姑出面；把农忙写进计划。",
}
_LESSONS = (
    Lesson(
        words="反对读书的照护人，先问她自己的读书经历，再给出费用和资助的数目。",
        limits="照护人愿意坐下来谈时。",
        need="N-FAM-3",
        function="EM",
        technique="EM-01",
    ),
    Lesson(
        words="补课从诊断卷找到的一个断层开始，比从头补更快见到会做的题。",
        limits="需要一位能看懂卷面的辅导者。",
        need="N-ACA-1",
        function="IS",
        technique="IS-04",
    ),
)
_REFLECTED = {
    "happened": "第一次家访我讲得太多。",
    "felt": "急，怕时间不够。",
    "next_time": "先问，再坐一会儿。",
}
_FOLLOWED: tuple[Mapping[str, str], ...] = (
    {
        "outcome": "done",
        "with_whom": "电话，她和妈妈",
        "goals": "学习：保持；提问：保持；家里：保持",
        "learning": "在家预习高一数学",
        "risk": "no",
        "decision": "go_on",
    },
    {
        "outcome": "done",
        "with_whom": "在新学校门口见面",
        "goals": "学习：更好；提问：退了一步，新老师还不熟；家里：保持",
        "learning": "住校，适应",
        "new_needs": "宿舍里想家",
        "risk": "no",
        "decision": "go_on",
    },
    {
        "outcome": "done",
        "with_whom": "电话，她；经同意问过新班主任",
        "goals": "学习：保持；提问：回来了；家里：保持",
        "learning": "期中在班里中间",
        "risk": "no",
        "decision": "go_on",
    },
)
