"""A file of answers through the browser: checked, confirmed as those very bytes, taken back.

The steps of the file itself (sealed, read, given a meaning, thrown away) are those of every upload
(`people.actions.uploads`). Here a check becomes a run, a run becomes forms in one transaction, and
taking back removes those forms, unless somebody has acted on one since.
"""

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from kithwork.access.models import User
from kithwork.access.permissions import remembering
from kithwork.access.refusals import Refused, Stale
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.catalogue.mappings import to_yaml
from kithwork.people.actions import uploads
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.imports import Incoming, Plan
from kithwork.people.actions.trail import note
from kithwork.people.models import ImportRun, ImportUpload
from kithwork.safety.models import Alert
from kithwork.surveys.actions.imports.planning import AnswersPlan, compared
from kithwork.surveys.actions.imports.saving import save_forms, take_turns
from kithwork.surveys.models import Administration, Campaign, Invitation

State = ImportUpload.State
RunState = ImportRun.State


def check_answers(
    *, taken: ImportUpload, speaker: User | None, campaign: Campaign | None, by: User
) -> None:
    """Plan the import and keep what was found; without a fault a run waits for confirmation."""
    require_roster(by, taken.school)
    incoming = _incoming(taken)
    records = incoming.read(taken.school, progress=uploads.teller_of(taken.uid))
    planned = compared(
        records,
        incoming.mapping,
        school=taken.school,
        by=by,
        speaker=speaker,
        campaign=campaign,
    )
    outcome = uploads.outcome_of(planned.plan) | {
        "speaker": str(speaker.uid) if speaker else "",
        "campaign": str(campaign.uid) if campaign else "",
        "alerts": sum(bool(form.alert) for forms in planned.forms.values() for form in forms),
    }
    with transaction.atomic():
        rows = ImportUpload.objects.select_for_update(of=("self",))
        locked = rows.filter(pk=taken.pk, state=State.CHECKING).first()
        if locked is not None:
            locked.run = _run(incoming, taken, planned.plan, by) if planned.plan.is_good else None
            locked.outcome, locked.state = outcome, State.CHECKED
            locked.save(update_fields=["run", "outcome", "state"])


def apply_answers(*, taken: ImportUpload, by: User) -> None:
    """Save exactly what was checked, all of it or nothing. Raises NotAllowed, Refused, Stale."""
    require_roster(by, taken.school)
    if taken.run is None:
        raise Refused("imports.nothing_waits")
    incoming, run = _incoming(taken), taken.run
    if incoming.sha256 != run.file_sha256:
        raise Refused("imports.other_bytes")
    speaker, campaign = speaker_of(taken), campaign_of(taken)
    records = incoming.read(taken.school, progress=uploads.teller_of(taken.uid))
    with transaction.atomic(), remembering():
        take_turns()
        planned = compared(
            records,
            incoming.mapping,
            school=taken.school,
            by=by,
            speaker=speaker,
            campaign=campaign,
        )
        if not planned.plan.is_good or _counts(planned.plan) != run.counts:
            raise Stale("imports.changed_since_preview")
        _save(planned, run, by=by, speaker=speaker, campaign=campaign)
        uploads.end(taken, by, outcome=taken.outcome)


@transaction.atomic
def take_back_answers(*, run: ImportRun, by: User) -> int:
    """Remove the forms that a file brought; return how many. Raises NotAllowed, Refused.

    Refused where one has been corrected since, or asks that somebody speak with a student: that
    is a fact which no file takes back.
    """
    require_roster(by, run.school)
    locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    forms = Administration.objects.filter(run=locked)
    if locked.state != RunState.APPLIED:
        raise Refused("imports.nothing_waits")
    if Administration.objects.filter(supersedes__in=forms).exclude(run=locked).exists():
        raise Refused("surveys.undo_corrected")
    if Alert.objects.filter(source__in=forms.values("uid")).exists():
        raise Refused("surveys.undo_alerted")
    count = _remove(forms)
    locked.state, locked.undone_at = RunState.UNDONE, clock.now()
    locked.save(update_fields=["state", "undone_at"])
    grant = require_roster(by, run.school)
    note(
        Verb.DELETE,
        "administration",
        by=by,
        grant=grant,
        school=run.school,
        subject=run.uid,
        reason="import_undone",
        size=count,
    )
    return count


def speaker_of(taken: ImportUpload) -> User | None:
    """Return who speaks with students whose answers ask for it, as it was said at the check."""
    said = taken.outcome.get("speaker")
    return User.objects.filter(uid=said).first() if said else None


def campaign_of(taken: ImportUpload) -> Campaign | None:
    """Return the campaign that the answers belong to, as it was said at the check."""
    said = taken.outcome.get("campaign")
    found = Campaign.objects.filter(uid=said).select_related("school") if said else None
    return found.first() if found is not None else None


def _incoming(taken: ImportUpload) -> Incoming:
    return Incoming(uploads.content_of(taken), uploads.mapping_in(taken.mapping))


def _run(incoming: Incoming, taken: ImportUpload, plan: Plan, by: User) -> ImportRun:
    return ImportRun.objects.create(
        school=taken.school,
        kind=taken.kind,
        file_sha256=incoming.sha256,
        mapping=to_yaml(incoming.mapping),
        mapping_sha256=incoming.mapping.content_hash,
        counts=_counts(plan),
        by=by,
    )


def _counts(plan: Plan) -> dict[str, int | str]:
    return {**plan.counts.as_json(), "fingerprint": plan.fingerprint}


def _save(
    planned: AnswersPlan,
    run: ImportRun,
    *,
    by: User,
    speaker: User | None,
    campaign: Campaign | None,
) -> None:
    for own, forms in planned.forms.items():
        save_forms(own, forms, by=by, speaker=speaker, run=run, campaign=campaign)
    run.state, run.applied_at = RunState.APPLIED, clock.now()
    run.save(update_fields=["state", "applied_at"])


def _remove(forms: QuerySet[Administration]) -> int:
    """Delete forms, the latest first, and open the invitations that they had answered."""
    found = list(forms.order_by("-pk"))
    waiting = {"state": Invitation.State.WAITING, "answered_at": None, "administration": None}
    Invitation.objects.filter(administration__in=found).update(**waiting)
    try:
        for form in found:
            form.delete()
    except ProtectedError:
        raise Refused("surveys.undo_in_use") from None
    return len(found)
