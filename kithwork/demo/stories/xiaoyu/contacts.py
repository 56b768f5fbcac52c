"""The fifteen contacts of the school year, stage by stage, and which techniques each delivered."""

from collections.abc import Callable
from typing import Any

from kithwork.casework.actions.contacts import Promise
from kithwork.demo.stories.telling import Meeting
from kithwork.demo.stories.xiaoyu.days import SchoolDays

SPENT_WELL = (4, 3, 4, 4, 4)
WITH_HER = ("client",)
AT_HOME: dict[str, Any] = {"mode": "home", "present": ("client", "grandparent")}
BY_PHONE: dict[str, Any] = {"mode": "phone", "present": ("mother",), "minutes": 25}

Told = Callable[..., Meeting]


def meetings(days: SchoolDays) -> tuple[Meeting, ...]:
    """Return all of them in their order."""

    def told(month: int, day: int, stage: int, *words: str, **more: Any) -> Meeting:
        purpose, course, analysis = words
        return Meeting(
            on=days.on(month, day),
            stage=stage,
            purpose=purpose,
            course=course,
            analysis=analysis,
            **more,
        )

    promise = Promise("guardian", "妈妈每周日晚八点打来", days.on(10, 26))
    return (
        *_getting_to_know(told, promise),
        *_the_worth_of_schooling(told),
        *_studying(told),
        *_her_own_strength(told),
        *_ending(told),
    )


def _getting_to_know(told: Told, promise: Promise) -> tuple[Meeting, ...]:
    """The first contacts: with her, at home, and with her mother by telephone."""
    return (
        told(
            9,
            30,
            1,
            "说好怎么一起做",
            "她先画了自己的房间，再说想考县二中。",
            "开口要先有事做。",
            used=("X-01", "X-02"),
            mood=4,
            heard=SPENT_WELL,
            present=WITH_HER,
        ),
        told(
            10,
            6,
            1,
            "家访：看她在哪里学",
            "灶台边写作业；奶奶说“认得字就行”。问奶奶自己读过几年，她说两年，“想读没得读”。",
            "反对的背后是怕她走远。",
            used=("EM-01", "X-01"),
            **AT_HOME,
        ),
        told(
            10,
            12,
            1,
            "找妈妈定通话时间",
            "妈妈倒班；定周日晚八点，先发语音。",
            "父母要的是具体的事。",
            used=("EM-03",),
            promise=promise,
            **BY_PHONE,
        ),
    )


def _the_worth_of_schooling(told: Told) -> tuple[Meeting, ...]:
    """Home and mother: what schooling is worth, and what it costs."""
    return (
        told(
            10,
            20,
            2,
            "奶奶：读书值不值",
            "带去学费和助学金的数目；奶奶第一次问“远的那个要花多少”。",
            "有了数字，担心就能谈。",
            used=("EM-01", "IN-09"),
            **AT_HOME,
        ),
        told(
            10,
            26,
            2,
            "还缺什么",
            "列清单：台灯、桌子、周六补课。她自己打勾。",
            "资源由她来挑。",
            used=("IS-01", "IS-06"),
            mood=5,
            present=WITH_HER,
        ),
        told(
            11,
            2,
            2,
            "家庭会议",
            "奶奶、她，父母接通电话；写下一条：周一到周四饭后不叫她做事。",
            "约定由奶奶说出来，才算数。",
            used=("EM-04", "IS-13", "EM-03"),
            mode="home",
            minutes=80,
            present=("client", "grandparent", "mother", "father"),
        ),
    )


def _studying(told: Told) -> tuple[Meeting, ...]:
    """How she studies, and who helps at school."""
    return (
        told(
            11,
            10,
            3,
            "我怎么学",
            "试了两种；她选“先做会的，再问一道”。",
            "方法要她自己选。",
            used=("IN-04", "AP-07"),
            mood=6,
            heard=SPENT_WELL,
        ),
        told(
            11,
            20,
            3,
            "按她的水平补",
            "志愿者给了诊断卷；断在一次函数。画进步页。",
            "断层比想的小。",
            used=("IS-04", "AP-04"),
        ),
        told(
            11,
            28,
            3,
            "请老师和朋友帮一把",
            "她选了苏老师每周五问一句，同桌一起走回家。",
            "老师的反馈要具体。",
            used=("EM-10", "EM-09", "AP-03"),
            present=("client", "teacher", "friend"),
        ),
        told(
            12,
            12,
            3,
            "考试和升学",
            "看三条路和往年的线；她算出还差多少。",
            "目标有了数，就不再是梦。",
            used=("IN-02", "IN-05", "IN-01"),
            mood=6,
        ),
    )


def _her_own_strength(told: Told) -> tuple[Meeting, ...]:
    """What she can do, and the weeks of exams."""
    return (
        told(
            1,
            9,
            4,
            "我有、我是、我能",
            "六个问题，每个举一个例子；“我能”她写了三行。",
            "例子比分数有力。",
            used=("AP-01", "AP-02"),
            mood=7,
            heard=SPENT_WELL,
        ),
        told(
            3,
            6,
            4,
            "没考好以后",
            "开学考比期末低三分。对照两份作业，她看到会做的变多。",
            "“笨”换成了“还没学到”。",
            used=("AP-05", "AP-12"),
            mood=5,
        ),
        told(
            4,
            24,
            4,
            "去看一位走出去的人",
            "和读完师范的堂姑吃饭；奶奶也去了。",
            "榜样最好是认识的人。",
            used=("EM-01",),
            present=("client", "grandparent", "relative"),
            minutes=120,
        ),
        told(
            6,
            12,
            4,
            "考试周怎么过",
            "练呼吸，排一周；和妈妈说好考完再对答案。",
            "她自己排的表。",
            used=("EM-12", "EM-03"),
            mood=7,
            present=("client", "mother"),
        ),
    )


def _ending(told: Told) -> tuple[Meeting, ...]:
    """The last one."""
    return (
        told(
            6,
            26,
            5,
            "回顾和往后",
            "翻进步页；她说出三件自己做到的事，写下难的时候找谁。",
            "她在带我走。",
            used=("X-09", "AP-04", "IN-11", "X-10"),
            mood=8,
            heard=(4, 4, 4, 4, 4),
        ),
    )
