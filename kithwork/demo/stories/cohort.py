"""Two years of ordinary casework at College D, so that Learn has cases to count: closed, not told.

What stands in these cases is short and alike; how many there are, how they end and what changed
is drawn by the shares below, case by case. The truth: support grows by one step in six of ten
functions that fall short, complaints fall by four points on average, confidence rises by one and a
half steps of ten and talks by one a week; one in ten is lost. Marks are moved by nothing of it, and
nothing depends on the pathway.
"""

import datetime as dt
import random
from collections.abc import Mapping, Sequence

from kithwork.access.models import User
from kithwork.casework.actions.following import complete_follow_up, plan_follow_ups
from kithwork.casework.actions.goals import GoalSaid
from kithwork.casework.actions.needs import NeedSaid
from kithwork.casework.actions.steps import take_step
from kithwork.casework.actions.support import Sheet
from kithwork.casework.models import FollowUp
from kithwork.core.casework import Status
from kithwork.core.safety.levels import Level
from kithwork.core.support.cells import Adequacy, Cell, Rater
from kithwork.core.support.functions import FOUR, Function
from kithwork.demo.draws import Draws, weighted
from kithwork.demo.families import Family
from kithwork.demo.stories.telling import Meeting, Telling, at, sheet_said
from kithwork.evaluation.actions.series import NewSeries, add_point, begin_phase, begin_series
from kithwork.evaluation.models import Series
from kithwork.evaluation.queries.series import subjects_of

EM, IS, IN, AP = Function.EM, Function.IS, Function.IN, Function.AP
FIRST, APART = 120, 16  # days before the day of the world: the latest case, and between two
BASELINE, WORK = (6, 9, 12, 15, 18), (24, 31, 38, 45, 52, 59, 66, 73)  # days of the ratings
ENDS = {"goals_met": 55, "partially_met": 20, "client_request": 10, "lost_contact": 15}
ENOUGH = {"0": 30, "1": 45, "2": 25}
GROWS, AGREES_TO_RESEARCH, IS_RATED, IS_REACHED = 60, 80, 80, 80  # per cent
COURSES, BEFORE = ("专业基础", "大学英语"), 730  # whose marks are followed; days before the case
NOT_TAKEN_ON = 6  # every so many cases one more enquiry that stays one
NEEDS = ("N-SELF-1", "N-SOC-1", "N-ACA-2", "N-MAT-8")
SOURCES = ("family_parent", "friend", "classmate", "counsellor_tutor", "school")
USED = {
    "P2": ("X-01", "EM-02", "IS-08", "AP-02", "AP-10", "IN-04"),
    "P3": ("X-01", "IN-12", "AP-06"),
}
GOALS = {
    "speak": ("上课能说上一句。", "两个月内，每周在课上发言一次。", "AP", "每周发言次数"),
    "ask": (
        "难的时候找得到人。",
        "两个月内，能说出两个可以找的人，并找过一次。",
        "EM",
        "找过的人数",
    ),
}
ANCHORS = ("更少", "和现在一样", "做到了", "多做一次", "还帮了别人")


def tell_cohort(
    draws: Draws,
    families: Sequence[Family],
    users: Mapping[str, User],
    *,
    as_of: dt.date,
) -> list[Telling]:
    """Tell one case of each family, the latest first."""
    told = []
    for place, family in enumerate(families):
        telling = Telling(family.student, worker=users["shen.yue"], supervisor=users["he.lan"])
        began = as_of - dt.timedelta(days=FIRST + APART * place)
        if place % NOT_TAKEN_ON == NOT_TAKEN_ON - 1:
            _turned_down(telling, began)
        else:
            _Course(telling, draws, place, began=began, as_of=as_of).tell()
        told.append(telling)
    return told


def _turned_down(telling: Telling, on: dt.date) -> None:
    _ask(telling, on)
    with at(on):
        take_step(
            case=telling.told,
            to=Status.NOT_ACCEPTED,
            by=telling.worker,
            reason="只想问助学金的申请时间",
            offered="给了申请日历和资助中心的电话",
        )


def _ask(telling: Telling, on: dt.date) -> None:
    telling.enquiry(
        on, source="screening", knows="yes", verbatim="“想找个人谈谈。”", urgency="routine"
    )


class _Course:
    """One case from enquiry to follow-up, as chance has it."""

    def __init__(
        self, telling: Telling, draws: Draws, place: int, *, began: dt.date, as_of: dt.date
    ) -> None:
        self.telling, self.began, self.as_of = telling, began, as_of
        self.chance, self.counted = draws.of("cohort", place), draws.of("cohort count", place)
        chance = self.chance
        self.ends = weighted(chance, ENDS)
        self.pathway = weighted(chance, {"P2": 60, "P3": 40})
        self.enough = {one: Adequacy(int(weighted(chance, ENOUGH))) for one in FOUR}
        self.complaints = round(min(16, max(4, chance.gauss(11, 3))))
        self.needs = tuple(chance.sample(NEEDS, 2))

    def tell(self) -> None:
        self._begin()
        self._plan()
        if self.ends == "lost_contact":
            self._meet(2)
        else:
            self._meet(5)
            self._measure_again()
        self._close()

    def _on(self, days: int) -> dt.date:
        return self.began + dt.timedelta(days=days)

    def _is(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent

    def _begin(self) -> None:
        telling, day = self.telling, self._on(5)
        _ask(telling, self._on(0))
        taken_in = self._on(2 if self._is(90) else 7)
        telling.step(Status.INTAKE, taken_in)
        telling.paper("intake", taken_in, signed=("worker",), **_INTAKE)
        day = max(day, taken_in)
        purposes = {"casework": True, "research": self._is(AGREES_TO_RESEARCH)}
        telling.consent(day, {**purposes, "contact_after": True})
        telling.step(Status.ASSESSMENT, day)
        telling.risk(day, Level.A0, "直接问过：没有想伤害自己。")
        self._measure(day, self.enough, self.complaints)
        for rank, code in enumerate(self.needs, start=1):
            said = NeedSaid(severity_client=9 - rank, rank_client=rank, rank_worker=rank)
            telling.need(day, code, said)
        telling.paper("assessment", day, signed=("worker", "supervisor"), what="支持不够。")

    def _measure(self, on: dt.date, enough: Mapping[Function, Adequacy], complaints: int) -> None:
        sources = self.chance.sample(SOURCES, 3)
        cells = tuple(
            Cell(source=source, function=one, level=3)
            for source, one in zip(sources, self.chance.sample(FOUR, 3), strict=True)
        )
        sheet = Sheet(rater=Rater.CLIENT, present=SOURCES, said=sheet_said(enough, {}), cells=cells)
        occasion = self.telling.sheets(on, sheet)
        for function in FOUR:
            self.telling.evidence(occasion, function, "谈话中所说。")
        if self._is(IS_RATED):
            self.telling.form(on, "phq-9", _spread(complaints))

    def _plan(self) -> None:
        telling = self.telling
        telling.step(Status.PLANNING, self._on(14))
        for need, (name, goal) in zip(self.needs, GOALS.items(), strict=True):
            client_words, statement, function, unit = goal
            said = GoalSaid(
                needs=(telling.needs[need],),
                client_words=client_words,
                statement=statement,
                function=function,
                unit=unit,
                baseline=0,
                expected=1,
                step=1,
                baseline_level=-1,
                anchors=ANCHORS,
                target_on=self._on(80),
            )
            telling.goal(self._on(14), name, said)
        plan = telling.planned(self._on(16), self.pathway, starts_on=self._on(20))
        telling.plan(plan, signed=("client", "supervisor"))
        telling.step(Status.ACTIVE, self._on(20))
        if self._is(IS_RATED):
            self._rate()
        self._marks()

    def _rate(self) -> None:
        """Confidence to speak, and how often she turned to somebody: before the work and since."""
        level, gain = self.chance.gauss(3.5, 0.8), self.chance.gauss(1.5, 0.9)
        said = NewSeries(
            name="开口说话有把握的程度",
            kind="rating",
            higher_is_better=True,
            unit="0–10",
            goal=self.telling.goals["speak"],
        )
        self._points(said, self.chance, level=level, gain=gain, most=10)
        said = NewSeries(
            name="一周里找人说话的次数",
            kind="count",
            higher_is_better=True,
            unit="次",
            goal=self.telling.goals["ask"],
        )
        self._points(said, self.counted, level=1.5, gain=1.0, most=20)

    def _points(
        self, said: NewSeries, chance: random.Random, *, level: float, gain: float, most: int
    ) -> None:
        telling = self.telling
        with at(self._on(20)):
            series = begin_series(case=telling.told, series=said, by=telling.worker)
        last = WORK[2] if self.ends == "lost_contact" else WORK[-1]
        for days in (*BASELINE, *(day for day in WORK if day <= last)):
            mean = level + (gain if days >= WORK[0] else 0)
            value = round(min(most, max(0, chance.gauss(mean, 1.1))))
            with at(self._on(max(days, 20))):
                add_point(series=series, on=self._on(days), value=value, by=telling.worker)
        self._phases(series, since=self._on(0))

    def _marks(self) -> None:
        """The marks of one course, read from the record: two years before the work, and since."""
        telling = self.telling
        held = subjects_of(telling.told)
        subject = next((one for one in COURSES if one in held), None)
        if subject is None:
            return
        said = NewSeries(name=f"{subject}成绩", kind="mark", measure=subject, higher_is_better=True)
        with at(self._on(20)):
            series = begin_series(case=telling.told, series=said, by=telling.worker)
        self._phases(series, since=self._on(-BEFORE))

    def _phases(self, series: Series, *, since: dt.date) -> None:
        with at(self._on(WORK[0])):
            for label, on in (("A", since), ("B", self._on(WORK[0] - 3))):
                begin_phase(series=series, label=label, on=on, by=self.telling.worker)

    def _meet(self, times: int) -> None:
        for number in range(times):
            used = USED[self.pathway]
            self.telling.meet(
                Meeting(
                    on=self._on(WORK[number]),
                    stage=1,
                    purpose="按计划会谈",
                    course="看了上次的约定。",
                    analysis="继续。",
                    used=(used[number % len(used)], used[(number + 1) % len(used)]),
                )
            )

    def _measure_again(self) -> None:
        telling, day = self.telling, self._on(76)
        grown = {
            one: Adequacy(min(2, level + 1)) if self._is(GROWS) else level
            for one, level in self.enough.items()
        }
        complaints = round(min(18, max(0, self.complaints - self.chance.gauss(4, 3))))
        self._measure(day, grown, complaints)
        for code in self.needs:
            status = weighted(self.chance, {"met": 50, "partly": 30, "unmet": 20})
            telling.need(day, code, NeedSaid(status=status, severity_client=3))
        levels = {
            name: int(weighted(self.chance, {"-1": 25, "0": 40, "1": 25, "2": 10}))
            for name in GOALS
        }
        telling.rated(day, **levels)
        telling.step(Status.EVALUATION, day)
        telling.paper("evaluation", day, signed=("worker",), client_words="“有人可以问了。”")

    def _close(self) -> None:
        telling, day = self.telling, self._on(80)
        words = {**_CLOSURE, "reason": self.ends}
        if self.ends == "lost_contact":
            words |= {"last_efforts": "两次电话，一次去宿舍。", "not_evaluated": "没有再见到。"}
        telling.paper("closure", day, signed=("client", "worker", "supervisor"), **words)
        telling.step(Status.CLOSING, day, reason="按约定结束")
        closed = self._on(84 if self._is(90) else 100)
        if self.ends != "lost_contact":
            with at(closed):
                plan_follow_ups(case=telling.told, by=telling.worker)
        telling.step(Status.CLOSED, closed)
        if self.ends != "lost_contact":
            telling.step(Status.FOLLOW_UP, closed, reason="按约定回访")
            self._follow_up()

    def _follow_up(self) -> None:
        due = FollowUp.objects.filter(case=self.telling.told, due_on__lte=self.as_of)
        for one in due.order_by("due_on"):
            words = {"outcome": "done" if self._is(IS_REACHED) else "lost", **_FOLLOWED}
            with at(one.due_on):
                complete_follow_up(
                    follow_up=one, words=words, on=one.due_on, by=self.telling.worker
                )


def _spread(total: int) -> dict[str, int]:
    """Answers to nine questions that sum up to a total of at most 24; never to the ninth."""
    return {
        **{str(item): total // 8 + (item <= total % 8) for item in range(1, 9)},
        "9": 0,
    }


_INTAKE = {
    "report_name": "同学",
    "hopes_client": "“轻松一点。”",
    "conflict": "no",
    "decision": "accept",
    "decision_reason": "自己愿意谈。",
}
_CLOSURE = {
    "explanation": "按约定结束。",
    "ending": "一起回看走过的路。",
    "client_summary": "写给本人的一页。",
    "follow_up": "planned",
}
_FOLLOWED = {"risk": "no", "decision": "go_on"}
