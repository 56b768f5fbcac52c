"""The organisation's own pathways: made from a preset, changed with a reason, approved, retired.

Every change is a version with its why and with the closed cases and lessons behind it. A worker of
the school writes, a supervisor of the school who did not write it approves, and only what is
approved is offered where a plan begins. What is written passes the reader of the catalogue first.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey, School, User
from kithwork.access.permissions import Held, Who, require_some
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import author, fresh, require_version, superseding
from kithwork.casework.models import (
    Case,
    Pathway,
    PathwayDecision,
    PathwayGround,
    PracticeLesson,
)
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.entries import Entry
from kithwork.catalogue.preset_writing import read_again, written
from kithwork.catalogue.presets import Preset
from kithwork.catalogue.words import say
from kithwork.core.casework import ENDED
from kithwork.core.text import Text

WHY, WORDS = "pathway.why", "pathway_decision.words"
OWN = "OWN-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Why a version is made, and from which closed cases and lessons.

    `None` where it goes on from the cases, or the lessons, of the version before.
    """

    why: str
    cases: tuple[Case, ...] | None = None
    lessons: tuple[PracticeLesson, ...] | None = None


@transaction.atomic
def begin_pathway(
    *, school: School, base: Preset, label: Text, learned: Learned, by: Who
) -> Pathway:
    """Make an own pathway of a preset, unchanged but for its name. Raises NotAllowed, Refused."""
    grant = _require(by, school, May.WRITE)
    pathway = fresh(Pathway, None, by=by)
    pathway.school, pathway.series, pathway.code = school, new_uid(), _next_code()
    pathway.base, pathway.base_version = base.entry.id, base.entry.version
    pathway.base_hash = base.entry.content_hash
    pathway.key = make_key(DataKey.Kind.SECTION)
    _write(pathway, replace(base, label=label), learned, by)
    _note(Verb.CREATE, pathway, grant, by, fields=("content",))
    return pathway


@transaction.atomic
def change_pathway(
    *, pathway: Pathway, preset: Preset, learned: Learned, by: Who, made_from: str
) -> Pathway:
    """Write the next version. Raises NotAllowed, Stale, Refused (a wrong sum of weeks …)."""
    grant = _require(by, pathway.school, May.WRITE)
    require_version(pathway, made_from)
    after = fresh(Pathway, pathway, by=by)
    for name in ("school", "series", "code", "base", "base_version", "base_hash", "key"):
        setattr(after, name, getattr(pathway, name))
    _write(after, preset, learned, by)
    _note(Verb.AMEND, after, grant, by, fields=("content",))
    return after


@transaction.atomic
def approve_pathway(*, pathway: Pathway, by: Who) -> PathwayDecision:
    """Approve the version that stands. Raises NotAllowed, Refused to whoever wrote it."""
    grant = _require(by, pathway.school, May.SIGN)
    if Pathway.objects.filter(supersedes=pathway).exists():
        raise Refused("learn.pathway.old_version")
    if isinstance(by, User) and pathway.entered_by_id == by.pk:
        raise Refused("learn.pathway.own_version")
    made = _decide(pathway, PathwayDecision.APPROVED, _today(pathway.school), "", by)
    _note(Verb.SIGN, pathway, grant, by, reason="approved")
    return made


@transaction.atomic
def retire_pathway(*, pathway: Pathway, on: dt.date, why: str, by: Who) -> PathwayDecision:
    """Offer an approved version no more from a day on. Raises NotAllowed, Refused."""
    grant = _require(by, pathway.school, May.SIGN)
    if not why.strip():
        raise Refused("learn.pathway.no_why")
    if on < _today(pathway.school):
        raise Refused("learn.pathway.retire_past")
    if not pathway.decisions.filter(what=PathwayDecision.APPROVED).exists():
        raise Refused("learn.pathway.not_approved")
    made = _decide(pathway, PathwayDecision.RETIRED, on, why, by)
    _note(Verb.SIGN, pathway, grant, by, reason="retired")
    return made


def _write(pathway: Pathway, preset: Preset, learned: Learned, by: Who) -> None:
    """Fill and save a version, with what it was learned from."""
    _refuse(preset, learned)
    pathway.on = _today(pathway.school)
    named = replace(preset, entry=_entry(pathway))
    pathway.content = written(named)
    pathway.content_hash = read_again(pathway.content, file=pathway.code).entry.content_hash
    vault = CaseVault.under(pathway.key)
    pathway.why = vault.seal(learned.why, row=pathway.uid, field=WHY)
    if pathway.supersedes is None:
        _insert(pathway)
    else:
        superseding(pathway)
    PathwayGround.objects.bulk_create(_grounds(pathway, learned, by))


def _refuse(preset: Preset, learned: Learned) -> None:
    if not learned.why.strip():
        raise Refused("learn.pathway.no_why")
    if any(case.stage not in ENDED for case in learned.cases or ()):
        raise Refused("learn.pathway.open_case")
    if not preset.stages:
        raise Refused("learn.pathway.no_stage")
    weeks = sum(stage.weeks for stage in preset.stages)
    low, high = preset.fewest_weeks, preset.most_weeks
    if not low <= weeks <= high:
        raise Refused("learn.pathway.weeks", all=weeks, low=low, high=high)


def _entry(pathway: Pathway) -> Entry:
    source = say("learn.pathway.source", "en", base=pathway.base, version=pathway.base_version)
    return Entry(
        id=pathway.code,
        version=str(pathway.version),
        content_hash="",  # of what is written; read again below
        source=source,
        checked_by=say("learn.pathway.checked_by", "en"),
        reviewed_on=pathway.on,
    )


def _grounds(pathway: Pathway, learned: Learned, by: Who) -> Iterator[PathwayGround]:
    before = PathwayGround.objects.filter(pathway=pathway.supersedes_id)
    cases = [case.pk for case in learned.cases or ()]
    if learned.cases is None:
        cases = list(before.filter(case__isnull=False).values_list("case_id", flat=True))
    lessons = [lesson.pk for lesson in learned.lessons or ()]
    if learned.lessons is None:
        lessons = list(before.filter(lesson__isnull=False).values_list("lesson_id", flat=True))
    for pk in cases:
        yield PathwayGround(pathway=pathway, case_id=pk, entered_by=author(by))
    for pk in lessons:
        yield PathwayGround(pathway=pathway, lesson_id=pk, entered_by=author(by))


def _next_code() -> str:
    return f"{OWN}{Pathway.objects.filter(version=1).count() + 1}"


def _insert(pathway: Pathway) -> None:
    try:
        with transaction.atomic():
            pathway.save(force_insert=True)
    except IntegrityError:
        raise Refused("learn.pathway.taken") from None


def _decide(pathway: Pathway, what: str, on: dt.date, words: str, by: Who) -> PathwayDecision:
    made = PathwayDecision(pathway=pathway, what=what, on=on, entered_by=author(by))
    made.words = CaseVault.under(pathway.key).seal(words, row=made.uid, field=WORDS)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(f"learn.pathway.{what}_already") from None
    return made


def _require(by: Who, school: School, verb: May) -> Held:
    refusal = f"You may not {verb.value} this school's pathways."
    return require_some(by, verb, Section.CASE, at=school, refusal=refusal)


def _today(school: School) -> dt.date:
    return clock.today(school.time_zone or "UTC")


def _note(
    verb: Verb,
    pathway: Pathway,
    grant: Held,
    by: Who,
    *,
    fields: Iterable[str] = (),
    reason: str = "",
) -> None:
    record(
        verb,
        "pathway",
        subject=pathway.uid,
        by=by,
        role=grant.role,
        school=pathway.school.uid,
        section=Section.CASE.value,
        fields=fields,
        reason=reason,
    )
