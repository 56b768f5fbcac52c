"""Files that were uploaded and never brought in: erased after some days, whatever their state.

A file of a school holds what its records hold, and nobody sees it again once its page is left. The
days stand in `catalogue/upkeep.yaml`.
"""

import datetime as dt

from kithwork.access.console import OPERATOR
from kithwork.audit import clock
from kithwork.catalogue.upkeep import upkeep
from kithwork.people.actions.imports import drop
from kithwork.people.actions.uploads import AT_REST, recover, throw_away
from kithwork.people.models import ImportRun, ImportUpload


def waits_for() -> dt.timedelta:
    """Return how long an uploaded file waits."""
    return dt.timedelta(days=upkeep().upload_days)


def erase_old() -> int:
    """Erase the files that wait too long, each as if it were thrown away; return how many."""
    before = clock.now() - waits_for()
    done = ImportUpload.State.DONE
    uploads = ImportUpload.objects.filter(created_at__lt=before).exclude(state=done)
    waiting = list(uploads.select_related("school", "run", "key"))
    for taken in waiting:
        recover(taken=taken, by=OPERATOR)
    left = [taken for taken in waiting if taken.state in AT_REST]  # else a job works on it
    for taken in left:
        throw_away(taken=taken, by=OPERATOR)
    return len(left) + _erase_runs(before)


def _erase_runs(before: dt.datetime) -> int:
    """Erase files of the command line and of a job that broke off, which no upload names."""
    runs = ImportRun.objects.filter(
        created_at__lt=before, state=ImportRun.State.PREVIEWED, upload=None
    )
    waiting = list(runs.select_related("school", "key"))
    for run in waiting:
        drop(run=run, by=OPERATOR)
    return len(waiting)
