"""How it began: the homeroom teacher's word, intake, and two consents."""

from kithwork.core.casework import Status
from kithwork.core.safety.levels import Level
from kithwork.demo.stories.telling import Telling
from kithwork.demo.stories.xiaoyu.days import SchoolDays
from kithwork.people.models import Carer

AGREED = {
    "casework": True,
    "share_teacher": True,
    "contact_after": True,
    "contact_new_school": True,
    "research": False,
    "publicity": False,
}


def tell(telling: Telling, days: SchoolDays) -> None:
    """Tell it up to the day on which assessment begins."""
    telling.enquiry(
        days.on(9, 8),
        source="homeroom",
        referrer="班主任苏文，内线",
        knows="yes",
        verbatim="苏老师：“她上课总走神，卷子后半页是空的。问她，她说‘反正读不出去’。”",
        summary="成绩一年里一直往下走；父母都在外地，跟奶奶过。",
        urgency="routine",
    )
    telling.step(Status.INTAKE, days.on(9, 10))
    telling.paper("intake", days.on(9, 10), signed=("worker",), **_INTAKE)
    telling.consent(days.on(9, 11), AGREED)
    mother = Carer.objects.get(student=telling.student, relation="mother")
    telling.consent(days.on(9, 14), AGREED, carer=mother)
    telling.step(Status.ASSESSMENT, days.on(9, 15))
    telling.risk(days.on(9, 15), Level.A0, "单独问过：没有伤害自己的念头，家里晚上有奶奶在。")


_INTAKE = {
    "report_name": "小羽",
    "hopes_client": "“想考县二中，又怕说出来被笑。”",
    "hopes_guardian": "妈妈：“她愿意读，我们就供。”奶奶：“女娃读那么远做什么。”",
    "hopes_referrer": "至少把作业交齐。",
    "since": "八年级下学期开始",
    "help_before": "苏老师找她谈过两次；数学老师让她放学留下，她要赶回家做饭。",
    "best_hour": "周日晚八点后打给妈妈，先发语音；奶奶不识字",
    "conflict": "no",
    "decision": "accept",
    "decision_reason": "需要多方面的支持，学校和家里都愿意一起做。",
}
