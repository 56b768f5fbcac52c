"""Making and erasing the keys of files."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from kithwork.access.keys.vault import wrapped_key
from kithwork.access.models import DataKey
from kithwork.audit import clock
from kithwork.audit.actions.events import Acting, record
from kithwork.audit.erasures import note_erased
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb


def make_key(kind: DataKey.Kind) -> DataKey:
    """Return a new, stored key for one file."""
    return make_keys(kind, count=1)[0]


def make_keys(kind: DataKey.Kind, *, count: int) -> Sequence[DataKey]:
    """Return `count` new, stored keys, each for one file."""
    return DataKey.objects.bulk_create([_unsaved(kind) for _ in range(count)], batch_size=500)


@transaction.atomic
def erase_key(*, key: DataKey, reason: str, by: Acting, school: uuid.UUID | None = None) -> None:
    """Erase a key for ever, and with it everything sealed under it. `reason` is a code.

    Whoever calls this has the certificate and the legal hold behind her; an erased key stays
    erased, and erasing it again does nothing.
    """
    erased = DataKey.objects.filter(pk=key.pk, erased_at=None).update(
        wrapped=None, erased_at=clock.now()
    )
    if erased:
        transaction.on_commit(lambda: note_erased([key.uid], on=clock.today()))
        record(Verb.DELETE, "data_key", subject=key.uid, by=by, school=school, reason=reason)
    key.refresh_from_db()


def _unsaved(kind: DataKey.Kind) -> DataKey:
    uid = new_uid()
    return DataKey(uid=uid, kind=kind.value, wrapped=wrapped_key(uid, kind.value))
