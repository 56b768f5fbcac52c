"""Files of answers that one is bringing in, and those that were brought in."""

import uuid

from django.http import Http404

from kithwork.access.models import User
from kithwork.catalogue.mappings import Kind
from kithwork.people.models import ImportRun, ImportUpload
from kithwork.people.queries.uploads import schools_to_import

SHOWN = 30


def answer_file_for(user: User, uid: uuid.UUID) -> ImportUpload:
    """Return a file of answers that `user` is bringing in; Http404 for anybody else's."""
    found = ImportUpload.objects.filter(
        uid=uid, by=user, kind=Kind.ANSWERS, school__in=schools_to_import(user)
    )
    taken = found.select_related("school", "run", "key").first()
    if taken is None:
        raise Http404("There is no such file among those you are bringing in.")
    return taken


def answer_run_for(user: User, uid: uuid.UUID) -> ImportRun:
    """Return a file of answers that was brought into a school of hers."""
    found = ImportRun.objects.filter(uid=uid, kind=Kind.ANSWERS, school__in=schools_to_import(user))
    run = found.select_related("school").first()
    if run is None:
        raise Http404("There is no such file among those that were brought in.")
    return run


def answer_files_waiting(user: User) -> list[ImportUpload]:
    """Return the files of answers that `user` has begun to bring in and not finished."""
    waiting = ImportUpload.objects.filter(
        by=user, kind=Kind.ANSWERS, school__in=schools_to_import(user)
    ).exclude(state=ImportUpload.State.DONE)
    return list(waiting.select_related("school").order_by("-created_at")[:SHOWN])


def answer_runs(user: User) -> list[ImportRun]:
    """Return the last files of answers that were brought in or taken back."""
    runs = ImportRun.objects.filter(
        kind=Kind.ANSWERS,
        school__in=schools_to_import(user),
        state__in=[ImportRun.State.APPLIED, ImportRun.State.UNDONE],
    )
    return list(runs.select_related("school", "by").order_by("-created_at")[:SHOWN])
