"""The assessment: one matrix from interview, observation and talk cards, and the needs in it."""

from kithwork.casework.actions.ecomap import TieSaid, save_ecomap
from kithwork.casework.actions.needs import NeedSaid
from kithwork.casework.actions.support import Sheet
from kithwork.casework.models import Occasion
from kithwork.core.ecomap.ties import Flow, Strength
from kithwork.core.support.cells import Adequacy, Cell, EvidenceKind, Rater
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Tie
from kithwork.demo.stories.telling import Telling, at, sheet_said
from kithwork.demo.stories.xiaoyu import family
from kithwork.demo.stories.xiaoyu.days import SchoolDays

EM, IS, IN, AP = Function.EM, Function.IS, Function.IN, Function.AP
LITTLE, FAR = Adequacy.TOO_LITTLE, Adequacy.FAR_TOO_LITTLE
PRESENT = (
    "family_parent",
    "family_grandparent",
    "classmate",
    "teacher_homeroom",
    "teacher_subject",
)
VIEWS = {  # the five sentences about girls' schooling, 0 not at all … 4 very much so
    "client": (3, 3, 1, 1, 1),
    "grandmother": (1, 1, 0, 0, 0),
    "mother": (3, 2, 2, 2, 1),
    "teacher": (4, 4, 3, 3, 3),
}
SENTENCES = ("long", "money", "chores", "far", "example")
RESILIENCE = {
    "have_stands": 1,
    "have_example": 1,
    "am_again": 1,
    "am_hopeful": 1,
    "can_calm": 2,
    "can_ask": 0,
}
NEEDS = {
    "N-FAM-3": NeedSaid(
        severity_client=8,
        severity_worker=8,
        rank_client=2,
        rank_worker=1,
        words="奶奶觉得女孩不必读远。",
    ),
    "N-ACA-1": NeedSaid(
        severity_client=8,
        severity_worker=7,
        rank_client=1,
        rank_worker=2,
        words="数学从函数开始断了。",
    ),
    "N-FAM-1": NeedSaid(
        severity_client=7,
        severity_worker=6,
        rank_client=3,
        rank_worker=4,
        words="一个月通一次话，说不了几句。",
    ),
    "N-SELF-2": NeedSaid(
        severity_client=6, severity_worker=7, rank_client=4, rank_worker=3, words="“我脑子笨。”"
    ),
    "N-INF-2": NeedSaid(
        severity_client=5,
        severity_worker=6,
        rank_client=5,
        rank_worker=5,
        words="不知道定向生和补录。",
    ),
    "N-FAM-6": NeedSaid(
        severity_client=5,
        severity_worker=5,
        rank_client=6,
        rank_worker=6,
        words="放学先做饭、喂猪，九点才坐下。",
    ),
}


def tell(telling: Telling, days: SchoolDays) -> None:
    """Tell the first occasion and what is read from it."""
    first = days.on(9, 18)
    occasion = telling.sheets(first, *_sheets())
    telling.problem(
        first,
        severity=8,
        told="“上课听不懂，回家没空，也没人觉得我能考上。”",
        since="八年级下学期",
        how_often="几乎每天",
        tried="抄同桌的作业；自己报过一次补习，没钱交。",
        keeps_it_going="家务、听不懂、没人说她行。",
    )
    for code, said in NEEDS.items():
        telling.need(first, code, said)
    _evidence(telling, occasion)
    for person, answers in VIEWS.items():
        telling.talk(
            occasion, "girls_schooling", person, answers=dict(zip(SENTENCES, answers, strict=True))
        )
    telling.talk(occasion, "resilience", "client", answers=RESILIENCE, words="“能靠的？我自己吧。”")
    _ecomap(telling, occasion)
    family.draw(telling, occasion)
    telling.paper("observation", days.on(9, 21), signed=("worker",), **_OBSERVED)
    telling.paper("assessment", days.on(9, 24), signed=("worker", "supervisor"), **_ASSESSED)


def _sheets() -> tuple[Sheet, ...]:
    """Large gaps on all four; the worker and the teacher see more from school than she does."""
    client = Sheet(
        rater=Rater.CLIENT,
        present=PRESENT,
        said=sheet_said(
            {EM: FAR, IS: FAR, IN: FAR, AP: FAR},
            {
                EM: "“想我妈的时候就数到一百。”",
                IS: "“台灯坏了，凑合着。”",
                IN: "“志愿怎么填，没人跟我说过。”",
                AP: "“没人说过我哪儿好。”",
            },
        ),
        ties=(
            Tie(source="family_parent", quality=1, importance=3),
            Tie(source="family_grandparent", quality=-1, importance=3),
            Tie(source="teacher_homeroom", quality=1, importance=2),
        ),
        cells=(
            Cell(source="family_parent", function=EM, level=1, adequacy=FAR),
            Cell(source="family_grandparent", function=IS, level=2, adequacy=LITTLE),
            Cell(source="family_grandparent", function=AP, level=0, adequacy=FAR),
            Cell(source="classmate", function=EM, level=1, adequacy=LITTLE),
            Cell(source="teacher_homeroom", function=IN, level=1, adequacy=LITTLE),
        ),
    )
    worker = Sheet(
        rater=Rater.WORKER,
        present=PRESENT,
        cells=(
            Cell(source="teacher_homeroom", function=IN, rated_by=Rater.WORKER, level=2),
            Cell(source="family_grandparent", function=AP, rated_by=Rater.WORKER, level=0),
        ),
    )
    teacher = Sheet(
        rater=Rater.TEACHER,
        present=PRESENT,
        cells=(Cell(source="teacher_homeroom", function=IN, rated_by=Rater.TEACHER, level=3),),
    )
    return client, worker, teacher


def _evidence(telling: Telling, occasion: Occasion) -> None:
    seen = EvidenceKind.OBSERVATION
    telling.evidence(
        occasion, EM, "“想我妈的时候就数到一百。”", needs=("N-FAM-1",), source="family_parent"
    )
    telling.evidence(
        occasion,
        EM,
        "“女娃读那么远，将来还不是别人家的。”",
        informant="grandmother",
        needs=("N-FAM-3",),
        source="family_grandparent",
    )
    telling.evidence(
        occasion,
        IS,
        "家访：没有书桌，台灯坏了，作业本垫在灶台边。",
        kind=seen,
        informant="worker",
        needs=("N-FAM-6",),
        source="family_grandparent",
    )
    telling.evidence(
        occasion,
        IS,
        "成绩单：八年级末数学 z −1.2，卷面后半页空白。",
        kind=EvidenceKind.DOCUMENT,
        informant="teacher",
        needs=("N-ACA-1",),
    )
    telling.evidence(occasion, IN, "“定向生是什么？”", needs=("N-INF-2",))
    telling.evidence(occasion, AP, "“我脑子笨，老师也没办法。”", needs=("N-SELF-2",))


def _ecomap(telling: Telling, occasion: Occasion) -> None:
    ties = (
        TieSaid(
            source="family_parent",
            label="妈妈",
            strength=Strength.WEAK,
            flow=Flow.IN,
            functions=(IS,),
        ),
        TieSaid(
            source="family_grandparent",
            label="奶奶",
            strength=Strength.STRONG,
            is_stressful=True,
            flow=Flow.BOTH,
            functions=(IS,),
        ),
        TieSaid(
            source="teacher_homeroom",
            label="苏老师",
            strength=Strength.WEAK,
            flow=Flow.IN,
            functions=(IN,),
        ),
        TieSaid(
            source="classmate",
            label="同桌",
            strength=Strength.ORDINARY,
            flow=Flow.BOTH,
            functions=(EM,),
        ),
    )
    with at(occasion.on):
        save_ecomap(
            case=telling.told, ties=ties, on=occasion.on, by=telling.worker, occasion=occasion
        )


_OBSERVED = {
    "where": "数学课，第三节",
    "present": "全班",
    "seen": "前二十分钟记笔记；讲到函数时停笔，看窗外十一分钟；被点名时说“不会”。",
    "strengths": "听得懂的部分记得很细；下课帮同桌捡书，两人笑。",
    "thought": "走神从听不懂开始，不是从不想听开始。",
}
_ASSESSED = {
    "personal": "睡得晚，能做事，遇到难题先说自己笨。",
    "strengths": "记事细、守信、会照顾人；画画时能坐一个小时。",
    "family": "奶奶照料周到，但不看好女孩读书；父母愿意供，却只在过年前后谈学习。",
    "school": "作业交一半；苏老师愿意多做，不知道从哪里入手。",
    "community": "村里有一位读完师范的姑姑辈；书桌和台灯可申请。",
    "risks": "家务重、父母远、毕业年级时间紧。",
    "protects": "她自己想考；有一个好朋友；班主任在意她。",
    "what": "四个方面的支持都很少，学习的断层让她相信自己不行。",
    "why_now": "九年级，家里开始谈要不要读下去。",
    "keeps_it": "听不懂—不交—没人表扬—更不信自己。",
    "helps": "听得懂的题先做；有人具体说出她哪里好；妈妈的电话。",
    "recommends": "按 P1 做：家里的看法、资源、信息、抗逆力一起来。",
}
