"""What College D learned from its ordinary cases: lessons, and a pathway of its own, changed once.

The pathway begins as P2 after the first cases. In its second version care comes before money,
because the aid had come already where the cases began; a supervisor approved both. That it works
better is not said: nothing in the world depends on the pathway.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kithwork.access.models import School, User
from kithwork.casework.actions.learning import Lesson, write_lesson
from kithwork.casework.actions.pathways import (
    ENDED,
    Learned,
    approve_pathway,
    begin_pathway,
    change_pathway,
)
from kithwork.casework.models import Case, Pathway, PracticeLesson
from kithwork.casework.queries.pathways import preset_of
from kithwork.catalogue.presets import Preset, PresetSession, PresetStage, presets
from kithwork.core.text import Text
from kithwork.demo.stories.telling import Telling, at

FIRST_CASES = 3  # after so many the first version is made
SETTLED, CHANGED = 10, 15  # days after the last of them; before the day of the world
BASE = "P2"
NAME = Text("care first, where the aid has come", "先关怀：资助已经到位的学生")
ABOUT = Text(
    "For a student whose aid has come and who is still alone with the rest; ten to twelve weeks.",
    "适用于资助已到位、其余仍独自承受的学生；十至十二周。",
)
WHY_BEGUN = "前三例都说“钱够了”，难的是没人可说。先照 P2 抄一份，记下自己会改的地方。"
WHY_CHANGED = (
    "结案的个案里，资助多在接案前已到位，两次谈钱显得多余；先谈长处、认识一个同伴，话才说得开。"
    "所以把“自我价值”提到“稳定经济”之前并加一次，谈钱缩成一次。是否更好，下一学年对照着看。"
)
SOMEBODY = PresetSession(
    theme=Text("one person on campus", "校园里的一个人"),
    aim=Text("one person besides the worker", "除社工以外有一个人"),
    content=Text(
        "who could it be, a first small thing together, how it went",
        "会是谁，先一起做一件小事，回来说说",
    ),
    who=("student", "friend"),
    place=Text("campus", "校园"),
    techniques=("EM-09", "X-10"),
)
LESSONS = (
    Lesson(
        words="资助已到位的学生，第一次先问“钱以外，什么最难”，比先核对资助更快说到要紧的事。",
        limits="下个月的饭费还没有着落时，先办钱的事。",
        need="N-SELF-1",
        function="AP",
        technique="AP-02",
    ),
    Lesson(
        words="上台阶的第一级由学生自己定，小到当天就能做；由社工定的第一级，两次都没有做成。",
        limits="怕到不能出宿舍的，先转心理中心。",
        need="N-SOC-1",
        function="AP",
        technique="AP-10",
    ),
    Lesson(
        words="请一位同学陪着去一次辅导员办公室，比给电话号码管用：以后就会自己去。",
        limits="学生不愿意让同学知道时不做。",
        need="N-SOC-1",
        function="EM",
        technique="EM-02",
    ),
    Lesson(
        words="失联多在第二次会谈后。第一次就问清哪种联系方式最不为难，并约好断了联系怎么办。",
        limits="本案没有做到，是教训而不是成效。",
        need="N-SOC-1",
        function="EM",
        technique="X-01",
    ),
    Lesson(
        words="理财谈一次就够：列一张月表，当场找出一项能省的；再谈就成了说教。",
        limits="有欠款或网贷的，要几次，并请资助中心一起。",
        need="N-MAT-8",
        function="IS",
        technique="IS-08",
    ),
)


def learn(cohort: Sequence[Telling], users: Mapping[str, User], *, as_of: dt.date) -> None:
    """Write the lessons of the closed cases, and make the pathway where there are cases enough."""
    closed = _closed(cohort)
    lessons = _lessons(closed)
    if len(closed) >= FIRST_CASES:
        _pathway(closed, lessons, users, as_of=as_of)


def _closed(cohort: Sequence[Telling]) -> list[tuple[Telling, Case]]:
    """The cases that ended after they were taken on, the first to close first."""
    for one in cohort:
        one.told.refresh_from_db()
    ended = [(one, one.told) for one in cohort if one.told.stage in ENDED]
    return sorted(ended, key=lambda pair: (pair[1].closed_on or dt.date.max, pair[1].number))


def _lessons(closed: Sequence[tuple[Telling, Case]]) -> list[PracticeLesson]:
    """One lesson a case, of the first cases; and what a lost contact teaches, from a lost one."""
    lost = [pair for pair in closed if pair[1].closure_reason == "lost_contact"]
    kept = [pair for pair in closed if pair not in lost]
    from_lost = LESSONS[3]
    told = list(zip(kept, [one for one in LESSONS if one is not from_lost], strict=False))
    written = []
    for (telling, case), lesson in [*told, *((pair, from_lost) for pair in lost[:1])]:
        assert case.closed_on is not None
        with at(case.closed_on):
            written.append(write_lesson(case=case, lesson=lesson, by=telling.worker))
    return written


def _pathway(
    closed: Sequence[tuple[Telling, Case]],
    lessons: Sequence[PracticeLesson],
    users: Mapping[str, User],
    *,
    as_of: dt.date,
) -> None:
    cases = [case for _telling, case in closed]
    begun_on = (cases[FIRST_CASES - 1].closed_on or as_of) + dt.timedelta(days=SETTLED)
    changed_on = as_of - dt.timedelta(days=CHANGED)
    if begun_on >= changed_on:
        return
    known = [one for one in lessons if one.case in cases[:FIRST_CASES]]
    with at(begun_on):
        first = _begun(cases[0].school, cases[:FIRST_CASES], known, users["shen.yue"])
        approve_pathway(pathway=first, by=users["he.lan"])
    over = [case for case in cases if case.closed_on and case.closed_on <= changed_on]
    with at(changed_on):
        second = change_pathway(
            pathway=first,
            preset=_care_first(preset_of(first)),
            learned=Learned(why=WHY_CHANGED, cases=tuple(over), lessons=tuple(lessons)),
            by=users["shen.yue"],
            made_from=str(first.uid),
        )
        approve_pathway(pathway=second, by=users["he.lan"])


def _begun(
    school: School, cases: Sequence[Case], lessons: Sequence[PracticeLesson], by: User
) -> Pathway:
    return begin_pathway(
        school=school,
        base=presets()[BASE],
        label=NAME,
        learned=Learned(why=WHY_BEGUN, cases=tuple(cases), lessons=tuple(lessons)),
        by=by,
    )


def _care_first(preset: Preset) -> Preset:
    """The second version: self-worth before money, with a session more; money in one session."""
    stages = {stage.code: stage for stage in preset.stages}
    stages["self"] = _longer(stages["self"])
    money = stages["money"]
    stages["money"] = replace(money, weeks=1, sessions=money.sessions[:1])
    order = ("engage", "self", "money", "study", "giving")
    return replace(preset, about=ABOUT, stages=tuple(stages[code] for code in order))


def _longer(stage: PresetStage) -> PresetStage:
    first, *others = stage.sessions
    return replace(stage, weeks=stage.weeks + 1, sessions=(first, SOMEBODY, *others))
