"""How a story is told: one case, day by day, each thing by the action that a worker would call.

The clock stands at the day that is told, at five in the afternoon; a contact of the day was at
half past three, so that its note is in time.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.casework.actions.cases import open_case
from kithwork.casework.actions.contacts import (
    Note,
    Promise,
    Used,
    finish_task,
    write_contact,
)
from kithwork.casework.actions.evidence import Piece, add_evidence, save_talk
from kithwork.casework.actions.goals import GoalSaid, rate_goals, save_goal
from kithwork.casework.actions.needs import (
    NeedSaid,
    add_need,
    say_of_need,
    standing_need,
    tell_problem,
)
from kithwork.casework.actions.papers import sign, write_paper
from kithwork.casework.actions.plans import save_plan
from kithwork.casework.actions.resources import link_resource, move_link
from kithwork.casework.actions.risks import set_risk
from kithwork.casework.actions.steps import take_step
from kithwork.casework.actions.support import Said, Sheet, begin_occasion, save_sheet
from kithwork.casework.actions.writing import version_of
from kithwork.casework.models import (
    Action,
    Case,
    CaseNeed,
    Goal,
    Occasion,
    Plan,
    Record,
    Resource,
    Task,
)
from kithwork.casework.planned import PlanContent, begun_from
from kithwork.casework.queries.goals import open_goals_by_function
from kithwork.casework.queries.presets import review_days
from kithwork.catalogue.presets import presets
from kithwork.core.casework import Status
from kithwork.core.casework.links import LinkStatus
from kithwork.core.safety.levels import Level
from kithwork.core.support.cells import Adequacy, EvidenceKind
from kithwork.core.support.functions import Function
from kithwork.people.actions.consents import Asking, record_consent
from kithwork.people.models import Carer, Student
from kithwork.surveys.actions.entering import enter
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Administration

LANGUAGE = "zh-Hans"  # in which the stories are written down
FIVE_IN_SHANGHAI = dt.time(9, tzinfo=dt.UTC)
HALF_PAST_THREE = dt.time(7, 30, tzinfo=dt.UTC)
NO_DANGER = dict.fromkeys(
    ("risk_self", "risk_from_others", "risk_to_others", "risk_tonight", "risk_away"), "no"
)
DELIVERED = (
    LinkStatus.OFFERED,
    LinkStatus.ACCEPTED,
    LinkStatus.APPLIED,
    LinkStatus.APPROVED,
    LinkStatus.DELIVERED,
    LinkStatus.CONFIRMED,
)
HEARD = ("heard", "useful", "knew_what_next", "would_come_back", "felt_cared_for")


@contextmanager
def at(day: dt.date) -> Iterator[None]:
    """Let it be five in the afternoon of a day."""
    with clock.telling(dt.datetime.combine(day, FIVE_IN_SHANGHAI)):
        yield


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A contact: its day, what it was for, what happened, and which techniques were used."""

    on: dt.date
    stage: int
    purpose: str
    course: str
    analysis: str
    next: str = ""
    used: tuple[str, ...] = ()
    mode: str = "face"
    minutes: int = 45
    present: tuple[str, ...] = ("client",)
    mood: int | None = None
    heard: tuple[int, ...] = ()
    promise: Promise | None = None


@dataclass(slots=True)
class Telling:
    """A case being told: its student, who works on it, who supervises her."""

    student: Student
    worker: User
    supervisor: User
    case: Case | None = None
    goals: dict[str, Goal] = field(default_factory=dict)
    needs: dict[str, CaseNeed] = field(default_factory=dict)
    sessions: int = 0

    @property
    def told(self) -> Case:
        assert self.case is not None  # a story begins with `enquiry`
        return self.case

    # ── papers and steps ──────────────────────────────────────────────────────────────────

    def enquiry(self, on: dt.date, **words: str) -> None:
        """Open the case; nobody is in danger."""
        with at(on):
            self.case = open_case(
                student=self.student, enquiry={**NO_DANGER, **words}, received_on=on, by=self.worker
            ).case

    def paper(
        self, kind: str, on: dt.date, *, signed: Iterable[str] = (), **words: object
    ) -> Record:
        """Write a paper, and let each part sign it: worker and supervisor here, others on paper."""
        with at(on):
            written = write_paper(case=self.told, kind=kind, on=on, words=words, by=self.worker)
            self._signed(written, signed)
        return written

    def step(self, to: Status, on: dt.date, *, reason: str = "") -> None:
        with at(on):
            take_step(case=self.told, to=to, by=self.worker, reason=reason)

    def _signed(self, paper: Record | Plan, parts: Iterable[str]) -> None:
        for part in parts:
            by = self.supervisor if part == "supervisor" else self.worker
            method = "here" if part in ("worker", "supervisor") else "paper"
            sign(case=self.told, signed=paper, part=part, method=method, by=by)

    def consent(
        self, on: dt.date, purposes: Mapping[str, bool], *, carer: Carer | None = None
    ) -> None:
        """Keep what the student, or a carer by telephone, answers to each purpose."""
        with at(on):
            asking = Asking(
                student=self.student,
                carer=carer,
                method="paper" if carer is None else "remote",
                witness="" if carer is None else self.supervisor.name,
                given_on=on,
                language=LANGUAGE,
                about=self.told.uid,
                was_read_aloud=True,
                was_understood=True,
                is_verified=carer is not None,
            )
            record_consent(asking=asking, answers=purposes, by=self.worker)

    def risk(self, on: dt.date, level: Level, words: str) -> None:
        with at(on):
            set_risk(case=self.told, level=level, words=words, was_asked=True, by=self.worker)

    # ── assessment ────────────────────────────────────────────────────────────────────────

    def sheets(self, on: dt.date, *sheets: Sheet) -> Occasion:
        """Begin an occasion, with what each rater says on it."""
        with at(on):
            occasion = begin_occasion(case=self.told, on=on, by=self.worker)
            for sheet in sheets:
                save_sheet(occasion=occasion, sheet=sheet, by=self.worker)
        return occasion

    def evidence(
        self,
        occasion: Occasion,
        function: Function,
        words: str,
        *,
        kind: EvidenceKind = EvidenceKind.QUOTE,
        informant: str = "client",
        source: str = "",
        needs: Iterable[str] = (),
        form: Administration | None = None,
    ) -> None:
        """Attach a piece of evidence to a function, and to needs."""
        with at(occasion.on):
            piece = Piece(
                kind=kind,
                informant=informant,
                on=occasion.on,
                words=words,
                places=((function, source),),
                needs=tuple(self.needs[code] for code in needs),
                administration=form,
            )
            add_evidence(case=self.told, piece=piece, by=self.worker, occasion=occasion)

    def talk(
        self,
        occasion: Occasion,
        card: str,
        person: str,
        *,
        answers: Mapping[str, int],
        words: str = "",
    ) -> None:
        with at(occasion.on):
            save_talk(
                occasion=occasion,
                card=card,
                person=person,
                answers=answers,
                by=self.worker,
                on=occasion.on,
                words=words,
            )

    def problem(self, on: dt.date, *, severity: int, **words: str) -> None:
        with at(on):
            tell_problem(case=self.told, words=words, severity=severity, by=self.worker)

    def need(self, on: dt.date, code: str, said: NeedSaid) -> None:
        """Take a need into the case where it is not there, and say how it stands."""
        with at(on):
            need = self.needs.setdefault(
                code, add_need(case=self.told, code=code, on=on, by=self.worker)
            )
            before = version_of(standing_need(need))
            say_of_need(need=need, said=said, on=on, by=self.worker, made_from=before)

    def form(self, on: dt.date, instrument: str, answers: Mapping[str, int]) -> Administration:
        """Key in a questionnaire that was filled in on paper."""
        with at(on):
            filled = Filled(instrument, dict(answers), on)
            return enter(student=self.student, filled=filled, by=self.worker).administration

    # ── goals, plan, work ─────────────────────────────────────────────────────────────────

    def goal(self, on: dt.date, name: str, said: GoalSaid) -> None:
        with at(on):
            self.goals[name] = save_goal(case=self.told, said=said, by=self.worker).goal

    def rated(self, on: dt.date, **levels: int) -> None:
        with at(on):
            given = {self.goals[name]: level for name, level in levels.items()}
            rate_goals(case=self.told, levels=given, on=on, by=self.worker)

    def planned(self, on: dt.date, preset: str, *, starts_on: dt.date) -> PlanContent:
        """Return the plan that a preset proposes, each action tied to the goals of its function."""
        return begun_from(
            presets()[preset],
            on=on,
            starts_on=starts_on,
            review_days=review_days(),
            language=LANGUAGE,
            goals=open_goals_by_function(self.told),
        )

    def plan(self, content: PlanContent, *, signed: Iterable[str]) -> None:
        with at(content.on):
            self._signed(save_plan(case=self.told, content=content, by=self.worker), signed)

    def meet(self, meeting: Meeting) -> None:
        """Write a contact down on its day, as a Chinese process record."""
        self.sessions += 1
        planned = {one.technique: one for one in Action.objects.filter(case=self.told)}
        used = tuple(
            Used(code, planned[code].function, action=planned[code])
            for code in meeting.used
            if code in planned
        )
        note = Note(
            at=dt.datetime.combine(meeting.on, HALF_PAST_THREE),
            form="process",
            words={
                "purpose": meeting.purpose,
                "course": meeting.course,
                "analysis": meeting.analysis,
                "next": meeting.next,
            },
            mode=meeting.mode,
            minutes=meeting.minutes,
            session_number=self.sessions,
            stage_number=meeting.stage,
            present=meeting.present,
            risk="unchanged",
            mood=meeting.mood,
            rating=dict(zip(HEARD, meeting.heard, strict=False)),
            is_rating_shown=bool(meeting.heard),
            used=used,
            promises=(meeting.promise,) if meeting.promise else (),
        )
        with at(meeting.on):
            write_contact(case=self.told, contact=note, by=self.worker)
            for task in Task.objects.filter(case=self.told, done_on=None, due_on__lte=meeting.on):
                finish_task(task=task, by=self.worker)

    def linked(
        self, resource: Resource, function: Function, *, need: str, days: Iterable[dt.date]
    ) -> None:
        """Link a resource on the first day, and take a step of its way on each day after it."""
        first, *later = days
        with at(first):
            link = link_resource(
                case=self.told,
                resource=resource,
                function=function.value,
                need=self.needs[need],
                by=self.worker,
            )
        for to, day in zip(DELIVERED, later, strict=False):
            with at(day):
                move_link(link=link, to=to, by=self.worker)


def sheet_said(
    enough: Mapping[Function, Adequacy], words: Mapping[Function, str]
) -> tuple[Said, ...]:
    """Return what is said of each function."""
    return tuple(
        Said(function=function, enough=int(level), words=words.get(function, ""))
        for function, level in enough.items()
    )
