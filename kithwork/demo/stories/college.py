"""Two students of College D, on care and social support: one in mid-work, one at evaluation.

Of A Ming the story knows what the second source case asks: money is covered, feelings are not.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from kithwork.access.models import User
from kithwork.casework.actions.goals import GoalSaid
from kithwork.casework.actions.needs import NeedSaid
from kithwork.casework.actions.resources import ResourceDetails, save_resource
from kithwork.casework.actions.support import Sheet
from kithwork.casework.models import CaseNeed
from kithwork.core.casework import Status
from kithwork.core.safety.levels import Level
from kithwork.core.support.cells import Adequacy, EvidenceKind, Rater
from kithwork.core.support.functions import Function
from kithwork.demo.stories.telling import Meeting, Telling, at, sheet_said
from kithwork.evaluation.actions.series import NewSeries, begin_phase, begin_series
from kithwork.people.models import Student

EM, IS, IN, AP = Function.EM, Function.IS, Function.IN, Function.AP
FAR, LITTLE, RIGHT = Adequacy.FAR_TOO_LITTLE, Adequacy.TOO_LITTLE, Adequacy.ABOUT_RIGHT
COMPLAINTS_BEFORE = (2, 2, 2, 1, 1, 2, 1, 1, 0)  # twelve in all
COMPLAINTS_AFTER = (1, 1, 1, 1, 0, 2, 1, 0, 0)  # seven
PRESENT = ("family_parent", "classmate", "counsellor_tutor", "school", "government")
MONEY_COVERED = {EM: FAR, IS: RIGHT, IN: LITTLE, AP: FAR}
Days = Callable[[int], dt.date]


def tell_aming(student: Student, users: Mapping[str, User], *, as_of: dt.date) -> Telling:
    """A Ming: begun eleven weeks ago, in the third stage of P2 now."""
    telling, on = _began(student, users, as_of, days=77)
    telling.enquiry(on(0), **_AMING_ENQUIRY)
    _accept(telling, on, _AMING_INTAKE)
    _assess(telling, on, _AMING_WORDS, complaints=COMPLAINTS_BEFORE)
    _plan(telling, on, _goals(on, telling.needs))
    _counselling(telling, on)
    for meeting in _aming_meetings(on):
        telling.meet(meeting)
    telling.rated(on(52), speak=-1, calm=0, study=-1)
    telling.paper("review", on(52), signed=("client", "worker"), **_AMING_REVIEW)
    telling.form(on(66), "phq-9", _items(COMPLAINTS_AFTER))
    return telling


def tell_xiaolan(student: Student, users: Mapping[str, User], *, as_of: dt.date) -> Telling:
    """Xiaolan: begun five months ago, through with the plan, evaluation still open."""
    telling, on = _began(student, users, as_of, days=150)
    telling.enquiry(on(0), **_XIAOLAN_ENQUIRY)
    _accept(telling, on, _XIAOLAN_INTAKE)
    _assess(telling, on, _XIAOLAN_WORDS, complaints=(1, 2, 1, 1, 1, 2, 1, 0, 0))
    _plan(telling, on, _goals(on, telling.needs))
    for meeting in _xiaolan_meetings(on):
        telling.meet(meeting)
    telling.rated(on(52), speak=0, calm=0, study=0)
    telling.paper("review", on(52), signed=("client", "worker"), **_XIAOLAN_REVIEW)
    telling.rated(on(140), speak=1, calm=1, study=0)
    _measured_again(telling, on(140))
    telling.step(Status.EVALUATION, on(142))
    return telling


def _began(
    student: Student, users: Mapping[str, User], as_of: dt.date, *, days: int
) -> tuple[Telling, Days]:
    telling = Telling(student, worker=users["shen.yue"], supervisor=users["he.lan"])
    began = as_of - dt.timedelta(days=days)
    return telling, lambda after: began + dt.timedelta(days=after)


def _accept(telling: Telling, on: Days, intake: Mapping[str, str]) -> None:
    telling.step(Status.INTAKE, on(2))
    telling.paper("intake", on(2), signed=("worker",), **intake)
    telling.consent(on(3), _AGREED)
    telling.step(Status.ASSESSMENT, on(3))
    telling.risk(on(3), Level.A0, "直接问过：没有想伤害自己。")


def _assess(
    telling: Telling, on: Days, words: Mapping[Function, str], *, complaints: tuple[int, ...]
) -> None:
    """Three needs, a word on each function, and a scale as evidence beside the interview."""
    day = on(7)
    form = telling.form(day, "phq-9", _items(complaints))
    sheet = Sheet(rater=Rater.CLIENT, present=PRESENT, said=sheet_said(MONEY_COVERED, words))
    occasion = telling.sheets(day, sheet)
    telling.problem(day, severity=7, told=words[AP], since="入学以后", how_often="每次上课讨论")
    for rank, code in enumerate(("N-SELF-1", "N-SOC-1", "N-ACA-2"), start=1):
        said = NeedSaid(
            severity_client=9 - rank, severity_worker=8 - rank, rank_client=rank, rank_worker=rank
        )
        telling.need(day, code, said)
    for function, code in ((EM, "N-SOC-1"), (AP, "N-SELF-1"), (IN, "N-ACA-2")):
        telling.evidence(occasion, function, words[function], needs=(code,))
    telling.evidence(
        occasion,
        IS,
        "资助档案：助学金和贷款已到账，学费和生活费够用。",
        kind=EvidenceKind.DOCUMENT,
        informant="teacher",
        source="government",
    )
    telling.evidence(occasion, EM, "", kind=EvidenceKind.SCALE_ITEM, needs=("N-SOC-1",), form=form)
    telling.paper("assessment", on(9), signed=("worker", "supervisor"), **_ASSESSED)


def _plan(telling: Telling, on: Days, goals: Mapping[str, GoalSaid]) -> None:
    telling.step(Status.PLANNING, on(10))
    for name, said in goals.items():
        telling.goal(on(12), name, said)
    plan = telling.planned(on(13), "P2", starts_on=on(14))
    telling.plan(plan, signed=("client", "worker", "supervisor"))
    telling.step(Status.ACTIVE, on(14))
    with at(on(14)):
        series = begin_series(
            case=telling.told,
            series=NewSeries(
                name="PHQ-9 总分", kind="score", measure="phq-9:total", higher_is_better=False
            ),
            by=telling.worker,
        )
        begin_phase(series=series, label="A", on=on(0), by=telling.worker)
        begin_phase(series=series, label="B", on=on(14), by=telling.worker)


def _measured_again(telling: Telling, day: dt.date) -> None:
    telling.form(day, "phq-9", _items((1, 1, 1, 0, 0, 1, 0, 0, 0)))
    words = {EM: "“室友知道我紧张，会等我一起去。”", AP: "“我带了一次小组。”"}
    enough = {EM: RIGHT, IS: RIGHT, IN: RIGHT, AP: LITTLE}
    occasion = telling.sheets(
        day, Sheet(rater=Rater.CLIENT, present=PRESENT, said=sheet_said(enough, words))
    )
    for function in (EM, AP):
        telling.evidence(occasion, function, words[function])


def _counselling(telling: Telling, on: Days) -> None:
    """The counselling centre, offered and accepted; the first talk is still to come."""
    details = ResourceDetails(
        name="学校心理咨询中心",
        kind="service",
        functions=("EM", "AP"),
        eligibility="全体在校生，免费",
        contact="大学生活动中心三楼",
        is_checked=True,
        is_child_safe=True,
    )
    with at(on(20)):
        centre = save_resource(
            school=telling.told.school, details=details, on=on(20), by=telling.worker
        )
    telling.linked(centre, EM, need="N-SOC-1", days=(on(20), on(24), on(30)))


def _items(values: tuple[int, ...]) -> dict[str, int]:
    return {str(number): value for number, value in enumerate(values, start=1)}


def _goals(on: Days, needs: Mapping[str, CaseNeed]) -> dict[str, GoalSaid]:
    speak = GoalSaid(
        client_words="上课能说上一句。",
        statement="两个月内，每周在课上或小组里发言一次。",
        needs=(needs["N-SELF-1"],),
        function="AP",
        unit="每周发言次数",
        baseline=0,
        expected=1,
        step=1,
        baseline_level=-1,
        anchors=(
            "不去上课",
            "去了，不说话",
            "被问到时每周说一次",
            "每周主动说一次",
            "带一次小组任务",
        ),
        target_on=on(90),
    )
    calm = GoalSaid(
        client_words="紧张的时候有人可找。",
        statement="两个月内，紧张时能说出两个可以找的人，并找过一次。",
        needs=(needs["N-SOC-1"],),
        function="EM",
        unit="找过的人数",
        baseline=0,
        expected=2,
        step=1,
        baseline_level=-1,
        anchors=("躲开所有人", "一个也说不出", "说出两个，找过一次", "每周找一次", "也陪别人"),
        target_on=on(90),
    )
    study = GoalSaid(
        client_words="高数别挂。",
        statement="期末前，每周完成三次按计划的复习。",
        needs=(needs["N-ACA-2"],),
        function="IN",
        unit="每周复习次数",
        baseline=1,
        expected=3,
        step=1,
        baseline_level=-1,
        anchors=("没有计划", "一次", "三次", "四次", "五次，并教同学"),
        target_on=on(90),
    )
    return {"speak": speak, "calm": calm, "study": study}


def _aming_meetings(on: Days) -> tuple[Meeting, ...]:
    return (
        Meeting(
            on=on(16),
            stage=1,
            purpose="认识，说清保密",
            course="他说钱够了，“就是见人矮一截”。",
            analysis="资助没有碰到他最难的地方。",
            used=("X-01", "EM-02"),
            mood=3,
            heard=(4, 3, 3, 3, 4),
        ),
        Meeting(
            on=on(23),
            stage=2,
            purpose="手里的钱怎么排",
            course="列了一张月表，多出八十元。",
            analysis="钱的事理清，他松了一口气。",
            used=("IS-08",),
            mood=4,
        ),
        Meeting(
            on=on(34),
            stage=3,
            purpose="找长处",
            course="高中修过收音机；给室友修好了台灯。",
            analysis="长处要有人看见。",
            used=("AP-02", "AP-11"),
            mood=5,
            heard=(4, 4, 4, 4, 4),
        ),
        Meeting(
            on=on(45),
            stage=3,
            purpose="上台阶：从一句话开始",
            course="排了五级，先在宿舍念一段。",
            analysis="他要自己定台阶。",
            used=("AP-10", "EM-12"),
            mood=5,
        ),
        Meeting(
            on=on(59),
            stage=3,
            purpose="第二级：在小组里说一句",
            course="说了，声音很小，有人接话。",
            analysis="有人接话比说得好更要紧。",
            used=("AP-10",),
            mood=6,
            heard=(4, 4, 4, 4, 4),
        ),
    )


def _xiaolan_meetings(on: Days) -> tuple[Meeting, ...]:
    return (
        Meeting(
            on=on(16),
            stage=1,
            purpose="认识",
            course="她说怕别人知道她是“助学金那个”。",
            analysis="公示让她难受。",
            used=("X-01", "EM-02"),
            mood=4,
            heard=(4, 3, 3, 3, 3),
        ),
        Meeting(
            on=on(36),
            stage=3,
            purpose="去标签",
            course="写下“我还是谁”；和资助中心谈了公示名单。",
            analysis="学校也要改。",
            used=("AP-13", "X-04"),
            mood=5,
        ),
        Meeting(
            on=on(64),
            stage=4,
            purpose="复习怎么排",
            course="按周排，先补两章。",
            analysis="有计划就不慌。",
            used=("IN-04", "AP-07"),
            mood=6,
        ),
        Meeting(
            on=on(100),
            stage=5,
            purpose="她想做点什么",
            course="自愿去给新生讲怎么申请贷款。",
            analysis="给出也是得到，只按她的意愿。",
            used=("AP-09",),
            mood=7,
            heard=(4, 4, 4, 4, 4),
        ),
        Meeting(
            on=on(130),
            stage=5,
            purpose="回顾",
            course="翻看每次的一句话；她说“我带了一次小组”。",
            analysis="结束由她说。",
            used=("X-09", "X-10"),
            mood=7,
            heard=(4, 4, 4, 4, 4),
        ),
    )


_AGREED = {"casework": True, "share_aid_office": True, "aid_record": True, "research": False}
_AMING_ENQUIRY = {
    "source": "counsellor",
    "knows": "yes",
    "verbatim": "范老师：“补助都发了，可他从不开口，连宿舍聚餐都躲。”",
    "summary": "困难等级三级，资助到位；不说话，成绩往下。",
    "urgency": "routine",
}
_AMING_INTAKE = {
    "report_name": "阿明",
    "hopes_client": "“别让我上台就行。”",
    "hopes_referrer": "能跟同学来往。",
    "conflict": "no",
    "decision": "accept",
    "decision_reason": "物质资助已够，情感和评价上的支持缺。",
}
_AMING_WORDS = {
    EM: "“跟谁说呢，家里够难了。”",
    IS: "“钱够的。”",
    IN: "“不知道高数怎么学，也不好意思问。”",
    AP: "“我一开口，口音就出来了。”",
}
_AMING_REVIEW = {
    "changed": "在宿舍能念一段；去过一次辅导员办公室。",
    "client_view": "“没有那么怕了，还是怕。”",
    "helped": "台阶由他自己排。",
    "cared_for": "yes",
}
_XIAOLAN_ENQUIRY = {
    "source": "screening",
    "knows": "yes",
    "verbatim": "“问卷里我勾了想谈谈。”",
    "summary": "问卷后自己来的；怕被贴标签。",
    "urgency": "routine",
}
_XIAOLAN_INTAKE = {
    "report_name": "小兰",
    "hopes_client": "“不想做助学金那个人。”",
    "conflict": "no",
    "decision": "accept",
    "decision_reason": "她自己愿意谈。",
}
_XIAOLAN_WORDS = {
    EM: "“没人知道我紧张。”",
    IS: "“助学金够吃饭。”",
    IN: "“复习没有头绪。”",
    AP: "“别人看我只看到困难两个字。”",
}
_XIAOLAN_REVIEW = {
    "changed": "公示名单改成只写学号。",
    "client_view": "“松一点了。”",
    "helped": "学校真的改了。",
    "cared_for": "yes",
}
_ASSESSED = {
    "strengths": "踏实，手上有活，答应的事会做。",
    "what": "资助到了，情感和评价上的支持没有到；怕被看低，所以不说话。",
    "why_now": "专业课要小组展示。",
    "keeps_it": "躲开—没人认识—更怕。",
    "helps": "有人接他的话；做成一件小事。",
    "recommends": "按 P2：关怀与社会支持。",
}
