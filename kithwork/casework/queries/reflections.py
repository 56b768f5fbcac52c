"""A reflection, for its writer alone: no role opens another's."""

from collections.abc import Mapping
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.casework.actions.learning import REFLECTION
from kithwork.casework.models import Case, Reflection
from kithwork.casework.sealing import CaseVault


@dataclass(frozen=True, slots=True)
class OwnReflection:
    """What stands of one's own reflection on a case; nothing where none was written."""

    reflection: Reflection | None
    words: Mapping[str, str]


def reflection_for(user: User, case: Case) -> OwnReflection:
    """Return one's own reflection on a case."""
    found = Reflection.objects.filter(case=case, owner=user, superseded_by=None)
    one = found.select_related("key").order_by("-pk").first()
    if one is None:
        return OwnReflection(None, {})
    vault = CaseVault.under(one.key)
    return OwnReflection(one, vault.open_json(one.body, row=one.uid, field=REFLECTION))
