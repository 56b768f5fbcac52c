"""The case that did not succeed: after four contacts he was gone, and what was learned from it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from kithwork.access.models import User
from kithwork.casework.actions.goals import GoalSaid
from kithwork.casework.actions.learning import Lesson, write_lesson
from kithwork.casework.actions.needs import NeedSaid
from kithwork.casework.actions.support import Sheet
from kithwork.core.casework import Status
from kithwork.core.safety.levels import Level
from kithwork.core.support.cells import Adequacy, Cell, Rater
from kithwork.core.support.functions import Function
from kithwork.demo.stories.telling import Meeting, Telling, at, sheet_said
from kithwork.people.models import Carer, Student

EM, IS, IN, AP = Function.EM, Function.IS, Function.IN, Function.AP


def tell(student: Student, users: Mapping[str, User], *, as_of: dt.date) -> Telling:
    """Tell the case: begun five months ago, closed a month ago because contact was lost."""
    telling = Telling(student, worker=users["tan.ming"], supervisor=users["he.lan"])
    began = as_of - dt.timedelta(days=150)

    def on(days: int) -> dt.date:
        return began + dt.timedelta(days=days)

    telling.enquiry(
        on(0),
        source="homeroom",
        knows="yes",
        verbatim="“他一周有两天不来，说在镇上修车铺帮忙。”",
        summary="缺课越来越多，爸爸在外，妈妈身体不好。",
        urgency="soon",
    )
    telling.step(Status.INTAKE, on(2))
    telling.paper("intake", on(2), signed=("worker",), **_INTAKE)
    telling.consent(on(3), {"casework": True, "contact_after": True})
    mother = Carer.objects.get(student=student, relation="mother")
    telling.consent(on(3), {"casework": True}, carer=mother)
    telling.step(Status.ASSESSMENT, on(4))
    telling.risk(on(4), Level.A0, "单独问过：没有人伤害他，晚上回家睡。")
    _assess(telling, on(8))
    telling.step(Status.PLANNING, on(14))
    telling.goal(on(14), "attend", replace(_GOAL, needs=(telling.needs["N-ACA-4"],)))
    plan = telling.planned(on(15), "P1", starts_on=on(16))
    telling.plan(plan, signed=("client", "supervisor"))
    telling.step(Status.ACTIVE, on(16))
    for days, stage, purpose, course, analysis in _MEETINGS:
        telling.meet(
            Meeting(
                on=on(days),
                stage=stage,
                purpose=purpose,
                course=course,
                analysis=analysis,
                used=("X-01",),
            )
        )
    _close(telling, on(118), on(120))
    return telling


def _assess(telling: Telling, on: dt.date) -> None:
    sheet = Sheet(
        rater=Rater.CLIENT,
        present=("family_parent", "friend", "teacher_homeroom"),
        said=sheet_said(
            {
                EM: Adequacy.TOO_LITTLE,
                IS: Adequacy.FAR_TOO_LITTLE,
                IN: Adequacy.TOO_LITTLE,
                AP: Adequacy.FAR_TOO_LITTLE,
            },
            {IS: "“我不干活，家里药钱从哪来。”"},
        ),
        cells=(Cell(source="friend", function=EM, level=3, adequacy=Adequacy.ABOUT_RIGHT),),
    )
    occasion = telling.sheets(on, sheet)
    telling.problem(on, severity=6, told="“上学没用，挣钱有用。”", since="去年冬天")
    telling.need(
        on, "N-MAT-8", NeedSaid(severity_client=8, severity_worker=8, rank_client=1, rank_worker=1)
    )
    telling.need(
        on, "N-ACA-4", NeedSaid(severity_client=3, severity_worker=8, rank_client=3, rank_worker=2)
    )
    telling.evidence(occasion, EM, "“有事跟哥们说。”")
    telling.evidence(occasion, IS, "“药钱从哪来。”", needs=("N-MAT-8",))
    telling.evidence(occasion, IN, "“补助？没听过。”")
    telling.evidence(occasion, AP, "“老师只看我缺课。”", needs=("N-ACA-4",))
    telling.paper("assessment", on, signed=("worker", "supervisor"), **_ASSESSED)


def _close(telling: Telling, stopped: dt.date, on: dt.date) -> None:
    """Say first why it ends; then only what applies to a lost contact is asked."""
    telling.paper("closure", stopped, signed=("worker", "supervisor"), **_CLOSURE)
    telling.step(Status.CLOSING, stopped, reason="三次家访都没见到人，电话停机")
    telling.paper("practice_summary", on, signed=("worker",), **_SUMMARY)
    with at(on):
        write_lesson(case=telling.told, lesson=_LESSON, by=telling.worker)
    telling.step(Status.CLOSED, on)


_INTAKE = {
    "report_name": "小海",
    "hopes_client": "“别老找我谈话。”",
    "hopes_referrer": "每天都来上课。",
    "conflict": "no",
    "decision": "accept",
    "decision_reason": "缺课和家里的钱连在一起。",
}
_ASSESSED = {
    "strengths": "守时，手巧，照顾妈妈。",
    "what": "家里缺药钱，他用缺课去补。",
    "why_now": "妈妈住院之后。",
    "helps": "师傅对他好；他说话算话。",
}
_GOAL = GoalSaid(
    client_words="能上学，也能有点钱。",
    statement="两个月内，每周到校至少四天。",
    function="IS",
    unit="每周到校天数",
    baseline=3,
    expected=4,
    step=1,
    baseline_level=-1,
    anchors=("两天以下", "三天", "四天", "四天半", "五天"),
)
_MEETINGS = (
    (17, 1, "认识", "在修车铺门口站着聊了十分钟。", "在他的地方，他肯说。"),
    (24, 1, "看看家里", "妈妈在床上；他做饭。", "先要有药钱，才谈得上课。"),
    (38, 2, "申请救助", "说好一起去镇上，他没有来。", "我定的时间撞了他上工。"),
    (52, 2, "再约", "电话里说“忙”，之后停机。", "我没有早点把钱的事办成。"),
)
_CLOSURE = {
    "reason": "lost_contact",
    "explanation": "他随亲戚外出，去向不明。",
    "last_efforts": "三次家访、两次电话，问过师傅和村委会；给妈妈留了信和联系方式。",
    "not_evaluated": "没有再见到他，没能一起评估。",
}
_SUMMARY = {
    "helped": "去他在的地方。",
    "limits": "缺课的根在钱，我先谈了上学。",
    "for_whom": "做工的学生：先把救助办下来。",
    "differently": "第一周就和民政一起上门；时间按他的工排。",
}
_LESSON = Lesson(
    words="学生做工养家时，第一周先办救助，再谈到校；约见按他的班次排。",
    limits="本案没有做到，是教训而不是成效。",
    need="N-MAT-8",
    function="IS",
    technique="IS-11",
)
