"""Jobs of the worker: checking and saving a file of answers. Begun twice, a job works once."""

import uuid

from django_tasks import task

from kithwork.access.models import User
from kithwork.audit.context import Actor, acting
from kithwork.people.models import ImportUpload
from kithwork.people.tasks import BreaksOff
from kithwork.surveys.actions.imports import runs
from kithwork.surveys.models import Campaign


@task()
def check_file(upload: int, user: int, speaker: str = "", campaign: str = "") -> None:
    """Check a file of answers whose columns have a meaning."""
    taken, by = _found(upload, user)
    if taken is None or taken.state != ImportUpload.State.CHECKING:
        return
    with acting(Actor(uid=by.uid)), BreaksOff(taken):
        runs.check_answers(
            taken=taken,
            speaker=User.objects.filter(uid=uuid.UUID(speaker)).first() if speaker else None,
            campaign=_campaign(campaign),
            by=by,
        )


@task()
def apply_file(upload: int, user: int) -> None:
    """Save the answers of a file that was checked and confirmed."""
    taken, by = _found(upload, user)
    if taken is None or taken.state != ImportUpload.State.APPLYING:
        return
    with acting(Actor(uid=by.uid)), BreaksOff(taken):
        runs.apply_answers(taken=taken, by=by)


def _found(upload: int, user: int) -> tuple[ImportUpload | None, User]:
    taken = ImportUpload.objects.select_related("school", "run", "key").filter(pk=upload).first()
    return taken, User.objects.get(pk=user)


def _campaign(said: str) -> Campaign | None:
    if not said:
        return None
    return Campaign.objects.filter(uid=uuid.UUID(said)).select_related("school").first()
