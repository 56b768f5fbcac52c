"""Pathways of one's own, read: which there are, what a version says, what changed and why.

Whoever reads cases in full reads the pathways of every school of the organisation, for they are
about nobody; what they were learned from is linked as far as the reader may open it. A plan is
offered the latest approved version of its own school's, unless it was retired.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.permissions import Who, held, may
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.actions.pathways import WHY, WORDS
from kithwork.casework.models import Case, Pathway, PathwayDecision, PathwayGround
from kithwork.casework.queries.cases import cases_for
from kithwork.casework.queries.lessons import (
    MOST,
    LessonTold,
    lessons_readable,
    lessons_told,
)
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.preset_changes import changes
from kithwork.catalogue.preset_writing import is_stand_in, read_again, texts_of
from kithwork.catalogue.presets import Preset, PresetStage, presets
from kithwork.catalogue.words import say
from kithwork.core.casework import ENDED

APPROVED, RETIRED = PathwayDecision.APPROVED, PathwayDecision.RETIRED


@dataclass(frozen=True, slots=True)
class PathwayRow:
    """A pathway in a list: its standing version, how it stands, and which version is offered."""

    pathway: Pathway
    preset: Preset
    state: str
    offered: int | None

    def state_in(self, language: str) -> str:
        """Return how it stands in words."""
        return say(f"learn.state.{self.state}", language)


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """That a version was approved or retired: on which day, by whom, why."""

    what: str
    on: dt.date
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class VersionTold:
    """One version in the history: what changed from the one before, why, and what was decided."""

    pathway: Pathway
    by: str
    why: str
    changes: tuple[str, ...]
    decisions: tuple[DecisionTold, ...]


@dataclass(frozen=True, slots=True)
class PathwayTold:
    """A version with everything on its page."""

    pathway: Pathway
    preset: Preset
    row: PathwayRow
    history: tuple[VersionTold, ...]
    cases: tuple[Case, ...]
    hidden_cases: int
    lessons: tuple[LessonTold, ...]
    stand_ins: int
    stands: bool
    may_write: bool
    may_approve: bool
    may_retire: bool


@dataclass(frozen=True, slots=True)
class StagesBeside:
    """A stage in two versions, None where it is not there, with its changes in words."""

    before: PresetStage | None
    after: PresetStage | None
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two versions side by side: what changed of the frame in words, and stage by stage."""

    frame: tuple[str, ...]
    stages: tuple[StagesBeside, ...]


def preset_of(pathway: Pathway) -> Preset:
    """Return what a version says, as a preset of the catalogue."""
    return read_again(pathway.content, file=str(pathway))


def offered_presets(school: School, *, on: dt.date) -> Mapping[str, Preset]:
    """Return from what a plan can begin: the school's approved pathways, then the catalogue's."""
    own: dict[str, Preset] = {}
    rows = Pathway.objects.filter(school=school).order_by("code", "-version")
    for series in _by_series(rows.prefetch_related("decisions")):
        version = _offered(series, on=on)
        if version is not None:
            own[version.code] = preset_of(version)
    return {**own, **presets()}


def pathways_for(user: User) -> tuple[PathwayRow, ...]:
    """Return every pathway with its standing version; one event of the trail."""
    rows = _readable(user).order_by("code", "-version").prefetch_related("decisions")
    listed = tuple(_row(series) for series in _by_series(rows))
    record(Event.LIST, "pathway", by=user, section=Section.CASE.value, size=len(listed))
    return listed


def pathway_for(who: Who, uid: uuid.UUID, *, standing: bool = False) -> Pathway:
    """Return one version; with `standing`, the one that stands of its series. Or Http404."""
    found = _readable(who).filter(uid=uid).first()
    if found is None:
        raise Http404("There is no such pathway.")
    if standing:
        return _readable(who).filter(series=found.series).latest("version")
    return found


def pathway_told(user: User, pathway: Pathway, *, language: str) -> PathwayTold:
    """Return a version with its history; one event of the trail."""
    rows = Pathway.objects.filter(series=pathway.series).order_by("-version")
    rows = rows.select_related("key", "entered_by", "school")
    series = list(rows.prefetch_related("decisions__entered_by"))
    row, preset = _row(series), preset_of(pathway)
    stands = series[0].pk == pathway.pk
    cases, hidden = _cases(user, pathway)
    may_sign = may(user, Verb.SIGN, Section.CASE, at=pathway.school)
    decided = {one.what for one in pathway.decisions.all()}
    record(
        Event.VIEW, "pathway", subject=pathway.uid, by=user, school=pathway.school.uid,
        section=Section.CASE.value,
    )  # fmt: skip
    return PathwayTold(
        pathway=pathway,
        preset=preset,
        row=row,
        history=tuple(_history(series, language)),
        cases=cases,
        hidden_cases=hidden,
        lessons=_lessons(user, pathway, language),
        stand_ins=sum(map(is_stand_in, texts_of(preset))),
        stands=stands,
        may_write=stands and may(user, Verb.WRITE, Section.CASE, at=pathway.school),
        may_approve=may_sign
        and stands
        and APPROVED not in decided
        and pathway.entered_by_id != user.pk,
        may_retire=may_sign and APPROVED in decided and RETIRED not in decided,
    )


def grounds_of(user: User, pathway: Pathway) -> tuple[list[str], list[str]]:
    """Return the uids of the cases and of the lessons behind a version that `user` may open."""
    rows = PathwayGround.objects.filter(pathway=pathway).select_related("case", "lesson")
    own = set(cases_for(user).values_list("pk", flat=True))
    cases = [str(one.case.uid) for one in rows if one.case and one.case_id in own]
    return cases, [str(one.lesson.uid) for one in rows if one.lesson]


def hidden_cases(user: User, pathway: Pathway) -> tuple[Case, ...]:
    """Return the cases behind a version that `user` may not open: they go on unseen."""
    behind = PathwayGround.objects.filter(pathway=pathway, case__isnull=False)
    hidden = Case.objects.filter(pk__in=behind.values("case_id"))
    return tuple(hidden.exclude(pk__in=cases_for(user).values("pk")))


def lessons_offered(user: User, pathway: Pathway | None, language: str) -> tuple[LessonTold, ...]:
    """Return the lessons a version can be made from, those that are behind it already first."""
    behind = _lessons(user, pathway, language) if pathway else ()
    known = {one.lesson.pk for one in behind}
    rows = lessons_readable(user).exclude(pk__in=known).order_by("-entered_at", "-pk")[:MOST]
    return (*behind, *lessons_told(user, list(rows), language))


def schools_written(user: User) -> tuple[School, ...]:
    """Return the schools whose pathways `user` may write."""
    ids = [grant.school_id or 0 for grant in held(user, Verb.WRITE, Section.CASE)]
    return tuple(School.objects.filter(pk__in=ids).order_by("code"))


def ended_cases(user: User, school: School) -> QuerySet[Case]:
    """Return the closed cases of a school that `user` may open, the latest first."""
    ended = [status.value for status in ENDED]
    found = cases_for(user).filter(school=school, status__in=ended)
    return found.order_by("-closed_on", "-pk")


def compared(before: Pathway, after: Pathway, *, language: str) -> Beside:
    """Return two versions side by side, the stages in the later one's order."""
    first, second = preset_of(before), preset_of(after)
    differs: dict[str, list[str]] = {}
    for change in changes(first, second):
        differs.setdefault(change.stage, []).append(change.said_in(language))
    stood = {stage.code: stage for stage in first.stages}
    stands = {stage.code: stage for stage in second.stages}
    gone = [code for code in stood if code not in stands]
    return Beside(
        frame=tuple(differs.get("", ())),
        stages=tuple(
            StagesBeside(stood.get(code), stands.get(code), tuple(differs.get(code, ())))
            for code in (*stands, *gone)
        ),
    )


def record_export(user: User, pathway: Pathway) -> None:
    """Record that a version left as a file."""
    record(
        Event.EXPORT, "pathway", subject=pathway.uid, by=user, school=pathway.school.uid,
        section=Section.CASE.value,
    )  # fmt: skip


def _readable(who: Who) -> QuerySet[Pathway]:
    rows = Pathway.objects.select_related("school", "key", "entered_by")
    return rows if held(who, Verb.READ, Section.CASE) else rows.none()


def _by_series(rows: Iterable[Pathway]) -> Iterable[list[Pathway]]:
    series: dict[uuid.UUID, list[Pathway]] = {}
    for row in rows:
        series.setdefault(row.series, []).append(row)
    return series.values()


def _offered(series: Sequence[Pathway], *, on: dt.date) -> Pathway | None:
    """Return the latest approved version of a series (latest first), if it is not retired."""
    for version in series:
        decided = {one.what: one.on for one in version.decisions.all()}
        if APPROVED in decided:
            is_over = RETIRED in decided and decided[RETIRED] <= on
            return None if is_over else version
    return None


def _row(series: Sequence[Pathway]) -> PathwayRow:
    standing = series[0]
    offered = _offered(series, on=clock.today(standing.school.time_zone or "UTC"))
    was_approved = any(
        one.what == APPROVED for version in series for one in version.decisions.all()
    )
    if offered is None:
        state = "retired" if was_approved else "draft"
    else:
        state = "approved" if offered.pk == standing.pk else "changed"
    return PathwayRow(standing, preset_of(standing), state, offered.version if offered else None)


def _history(series: Sequence[Pathway], language: str) -> Iterable[VersionTold]:
    earlier: Sequence[Pathway | None] = [*series[1:], None]
    for version, before in zip(series, earlier, strict=True):
        vault = CaseVault.under(version.key)
        differs = changes(preset_of(before), preset_of(version)) if before else ()
        yield VersionTold(
            pathway=version,
            by=version.entered_by.name if version.entered_by else "",
            why=vault.open(version.why, row=version.uid, field=WHY),
            changes=tuple(one.said_in(language) for one in differs),
            decisions=tuple(
                DecisionTold(
                    what=say(f"learn.state.{one.what}", language),
                    on=one.on,
                    by=one.entered_by.name if one.entered_by else "",
                    words=vault.open(one.words, row=one.uid, field=WORDS),
                )
                for one in sorted(version.decisions.all(), key=lambda one: one.pk)
            ),
        )


def _cases(user: User, pathway: Pathway) -> tuple[tuple[Case, ...], int]:
    """Return the cases behind a version that one may open, and how many one may not."""
    behind = PathwayGround.objects.filter(pathway=pathway, case__isnull=False)
    ids = list(behind.values_list("case_id", flat=True))
    own = tuple(cases_for(user).filter(pk__in=ids).order_by("number"))
    return own, len(ids) - len(own)


def _lessons(user: User, pathway: Pathway, language: str) -> tuple[LessonTold, ...]:
    behind = PathwayGround.objects.filter(pathway=pathway, lesson__isnull=False)
    rows = lessons_readable(user, with_earlier=True).filter(pk__in=behind.values("lesson_id"))
    return lessons_told(user, list(rows.order_by("pk")), language)
