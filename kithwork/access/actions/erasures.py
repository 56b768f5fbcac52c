"""Holding the database to the ledger of erased keys, and the ledger to the database.

The two can come apart: a restored backup holds keys that were erased since it was made, and a
machine may stop between an erasure and its note.
"""

from django.db import transaction

from kithwork.access.actions.keys import erase_key
from kithwork.access.console import OPERATOR
from kithwork.access.models import DataKey
from kithwork.access.queries.erasures import revived_keys
from kithwork.audit import clock
from kithwork.audit.erasures import note_erased, noted_erasures


@transaction.atomic
def erase_again() -> int:
    """Erase every key that the ledger names and the database still holds; return how many."""
    revived = revived_keys()
    for key in revived:
        erase_key(key=key, reason="erased_before", by=OPERATOR)
    return len(revived)


def complete_ledger() -> int:
    """Note the keys that were erased and are not in the ledger; return how many there were."""
    erased = DataKey.objects.filter(wrapped=None).values_list("uid", flat=True)
    missing = sorted(set(erased) - noted_erasures())
    note_erased(missing, on=clock.today())
    return len(missing)
