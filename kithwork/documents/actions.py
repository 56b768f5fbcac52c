"""A school's report of needs: asked for, made by a job, opened, erased."""

import base64
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.actions.keys import erase_key, make_key
from kithwork.access.keys.vault import Vault
from kithwork.access.models import DataKey, School, User
from kithwork.access.permissions import require
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.core.text import LANGUAGES
from kithwork.documents.models import NeedsReport
from kithwork.documents.needs.material import material_of
from kithwork.documents.needs.report import needs_report
from kithwork.documents.needs.workbook import workbook
from kithwork.documents.report import Report, to_docx, to_html, to_pdf
from kithwork.files import progress
from kithwork.needs.selection import EVERYBODY, Selection, selection_of

State = NeedsReport.State
RENDERERS: dict[str, Callable[[Report], bytes]] = {
    "docx": to_docx,
    "pdf": to_pdf,
    "html": to_html,
}
TABLES = "xlsx"
LONGEST = 240  # characters that a choice takes, as it is kept and in words
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A report in one format: its bytes, their type, and a name that says nothing of anybody."""

    content: bytes
    content_type: str
    name: str


@transaction.atomic
def ask_for_report(
    *, school: School, language: str, by: User, selection: Selection = EVERYBODY
) -> NeedsReport:
    """Take down that a report is wanted in a language of the page. Raises NotAllowed."""
    grant = require(by, May.READ, Section.AGGREGATES, at=school)
    report = NeedsReport.objects.create(
        school=school,
        by=by,
        language=_spelled(language),
        selection=selection.key[:LONGEST],
        key=make_key(DataKey.Kind.FILE),
    )
    record(
        Verb.CREATE,
        "needs_report",
        subject=report.uid,
        by=by,
        role=grant.role,
        school=school.uid,
        section=Section.AGGREGATES.value,
    )
    return report


def make_report(*, report: NeedsReport, by: User) -> None:
    """Judge the needs of the school as `by` may count them, and keep the report sealed."""
    require(by, May.READ, Section.AGGREGATES, at=report.school)
    steps = len(RENDERERS) + 2
    progress.tell(report.uid, stage="know.report.stage.judging", done=0, total=steps)
    today = clock.today(report.school.time_zone or "UTC")
    chosen = selection_of(report.selection)
    material = material_of(by, report.school, language=report.language, on=today, selection=chosen)
    composed = needs_report(material, language=report.language, made_on=today)
    vault = Vault(report.key)
    for step, (name, render) in enumerate(RENDERERS.items(), start=1):
        progress.tell(report.uid, stage="know.report.stage.drawing", done=step, total=steps)
        _keep(report, vault, name, render(composed))
    _keep(report, vault, TABLES, workbook(material, composed))
    report.chosen = material.counts.chosen[:LONGEST] if material.counts else ""
    report.state, report.done_at = State.DONE, clock.now()
    report.save()
    progress.forget(report.uid)


@transaction.atomic
def break_off(*, report: NeedsReport, reason: str) -> None:
    """Note why a report was not made, as a code of words."""
    report.state, report.failed = State.FAILED, reason
    report.save(update_fields=["state", "failed"])
    progress.forget(report.uid)


@transaction.atomic
def open_report(*, report: NeedsReport, kind: str, by: User) -> Download:
    """Return a report in a format and tell the trail that it left. Raises NotAllowed, Refused."""
    grant = require(by, May.READ, Section.AGGREGATES, at=report.school)
    sealed = getattr(report, kind)
    if report.state != State.DONE or sealed is None:
        raise Refused("know.report.not_ready")
    packed = Vault(report.key).open(sealed, row=report.uid, field=_field(kind))
    record(
        Verb.EXPORT,
        "needs_report",
        subject=report.uid,
        by=by,
        role=grant.role,
        school=report.school.uid,
        section=Section.AGGREGATES.value,
        fields=[kind],
    )
    name = f"kithwork-needs-{report.created_at:%Y-%m-%d}.{kind}"
    return Download(base64.b64decode(packed), TYPES[kind], name)


@transaction.atomic
def throw_away(*, report: NeedsReport, by: User) -> None:
    """Erase a report with its key."""
    school, key = report.school, report.key
    record(
        Verb.DELETE, "needs_report", subject=report.uid, by=by, school=school.uid, reason="asked"
    )
    report.delete()
    erase_key(key=key, reason="report_thrown_away", by=by, school=school.uid)


def _spelled(language: str) -> str:
    """Return a language as reports spell it: the web says "zh-hans"."""
    return next(one for one in LANGUAGES if one.casefold() == language.casefold())


def _keep(report: NeedsReport, vault: Vault, kind: str, content: bytes) -> None:
    packed = base64.b64encode(content).decode()
    setattr(report, kind, vault.seal(packed, row=report.uid, field=_field(kind)))


def _field(kind: str) -> str:
    return f"needs_report.{kind}"
