"""Keys that were erased and are there again."""

from kithwork.access.models import DataKey
from kithwork.audit.erasures import noted_erasures

BATCH = 500  # uids in one question to the database


def revived_keys() -> list[DataKey]:
    """Return the keys that the ledger of erasures names and the database still holds."""
    noted = sorted(noted_erasures())
    held = DataKey.objects.exclude(wrapped=None)
    starts = range(0, len(noted), BATCH)
    return [key for start in starts for key in held.filter(uid__in=noted[start : start + BATCH])]
