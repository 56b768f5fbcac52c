"""Keeping and dropping what was typed.

A draft is its writer's own unsaved typing, not yet a record about a child: keeping and reading
it is no event of the trail (docs/decisions/0026); saving the form is. Typing that nobody came back
to is erased after some weeks (`catalogue/upkeep.yaml`).
"""

import datetime as dt
import json
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.console import OPERATOR
from kithwork.access.keys.vault import Vault
from kithwork.access.models import DataKey, User
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.catalogue.upkeep import upkeep
from kithwork.drafts.models import Draft

PAYLOAD = "draft.payload"
MOST_CHARACTERS = 200_000


class DraftTooLong(ValueError):
    """More was typed than a draft holds."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form holds: the values by field name, on which version, on which page."""

    values: dict[str, list[str]]
    title: str
    address: str
    form_version: str = ""
    base_version: str = ""


@transaction.atomic
def keep(*, user: User, form: str, object: str, typed: Typed) -> Draft:  # noqa: A002 (its name)
    """Keep what `user` typed, in place of what was kept before.

    Raises DraftTooLong above 200,000 characters; what was kept before stays.
    """
    text = json.dumps({"values": typed.values, "title": typed.title}, ensure_ascii=False)
    if len(text) > MOST_CHARACTERS:
        raise DraftTooLong
    draft = Draft.objects.select_for_update().filter(user=user, form=form, object=object).first()
    draft = draft or Draft(user=user, form=form, object=object, key=make_key(DataKey.Kind.DRAFT))
    draft.payload = Vault(draft.key).seal(text, row=draft.uid, field=PAYLOAD)
    draft.form_version = typed.form_version
    draft.base_version = typed.base_version
    draft.address = typed.address
    draft.updated_at = clock.now()
    draft.save()
    return draft


@transaction.atomic
def drop(*, user: User, form: str, object: str) -> bool:  # noqa: A002 (its name)
    """Drop a draft and its key; return whether there was one."""
    draft = Draft.objects.filter(user=user, form=form, object=object).select_related("key").first()
    if draft is None:
        return False
    key = draft.key
    draft.delete()
    key.delete()
    return True


def lifetime() -> dt.timedelta:
    """Return how long a draft is kept after the last key."""
    return dt.timedelta(days=upkeep().draft_days)


@transaction.atomic
def expire() -> int:
    """Drop every draft that is too old, with its key; one event with their number."""
    old = Draft.objects.filter(updated_at__lt=clock.now() - lifetime())
    keys = list(old.select_for_update().values_list("key", flat=True))
    Draft.objects.filter(key__in=keys).delete()
    DataKey.objects.filter(pk__in=keys).delete()
    if keys:
        record(Verb.DELETE, "draft", by=OPERATOR, reason="expired", size=len(keys))
    return len(keys)
