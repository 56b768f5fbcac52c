"""Saving a file of answers: all forms with their scores and alerts in one transaction, or none."""

from django.db import transaction

from kithwork.access.models import School, User
from kithwork.access.permissions import Who, remembering
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.imports import Incoming, Plan
from kithwork.people.actions.trail import note
from kithwork.people.models import ImportRun
from kithwork.safety.actions import Source, raise_alert
from kithwork.surveys.actions.imports.planning import Form, compared
from kithwork.surveys.actions.invited import mark_answered
from kithwork.surveys.models import Administration, Campaign, ScoreResult
from kithwork.surveys.rows import ADMINISTRATION, administration_of, scores_of

CORRECTION = "import"
BATCH = 1_000


def import_answers(
    *, incoming: Incoming, school: School, by: Who, speaker: User | None = None
) -> Plan:
    """Save every form of a file, or none where any row is at fault. Raises NotAllowed."""
    require_roster(by, school)
    records = incoming.read(school)
    with transaction.atomic(), remembering():
        take_turns()
        planned = compared(records, incoming.mapping, school=school, by=by, speaker=speaker)
        if planned.plan.is_good:
            for own, forms in planned.forms.items():
                save_forms(own, forms, by=by, speaker=speaker)
    return planned.plan


def take_turns() -> None:
    """Let two imports at the same time compare one after the other (SQLite does so by itself)."""
    list(School.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def save_forms(
    school: School,
    forms: list[Form],
    *,
    by: Who,
    speaker: User | None,
    run: ImportRun | None = None,
    campaign: Campaign | None = None,
) -> None:
    """Save the forms of one school with their scores and alerts, and tell the trail."""
    if not forms:
        return
    for start in range(0, len(forms), BATCH):
        batch = forms[start : start + BATCH]
        saved = Administration.objects.bulk_create(
            _administration(form, by, run, campaign) for form in batch
        )
        scores = [
            score
            for form, row in zip(batch, saved, strict=True)
            for score in scores_of(row, form.result)
        ]
        ScoreResult.objects.bulk_create(scores, batch_size=5 * BATCH)
        _raise(list(zip(batch, saved, strict=True)), by=by, speaker=speaker)
        if campaign is not None:
            for row in saved:
                mark_answered(campaign, row)
    note(
        Verb.IMPORT,
        ADMINISTRATION,
        by=by,
        grant=require_roster(by, school),
        school=school,
        section=Section.CAMPAIGNS,
        fields=[forms[0].filled.instrument],
        size=len(forms),
    )


def _administration(
    form: Form, by: Who, run: ImportRun | None, campaign: Campaign | None
) -> Administration:
    return administration_of(
        form.student,
        form.filled,
        result=form.result,
        more=form.more,
        corrects=form.corrects,
        reason=CORRECTION if form.corrects else "",
        by=by,
        at=clock.now(),
        campaign=form.corrects.campaign if form.corrects else campaign,
        run=run,
    )


def _raise(saved: list[tuple[Form, Administration]], *, by: Who, speaker: User | None) -> None:
    for form, row in saved:
        if form.alert:
            assert speaker is not None, "a form that raises an alert was refused without a speaker"
            raise_alert(
                student=form.student,
                level=form.alert,
                source=Source(ADMINISTRATION, row.uid),
                speaker=speaker,
                by=by,
            )
