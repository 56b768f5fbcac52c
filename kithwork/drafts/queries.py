"""A person's own drafts; there is no query for anybody else's."""

import datetime as dt
import json
from dataclasses import dataclass

from kithwork.access.keys.vault import Vault
from kithwork.access.models import User
from kithwork.drafts.actions import PAYLOAD
from kithwork.drafts.models import Draft


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft, opened for the person who typed it."""

    form: str
    object: str
    title: str
    address: str
    values: dict[str, list[str]]
    form_version: str
    base_version: str
    updated_at: dt.datetime


def draft_of(user: User, *, form: str, object: str) -> Kept | None:  # noqa: A002 (its name)
    """Return what `user` typed into one form about one object."""
    draft = Draft.objects.filter(user=user, form=form, object=object).select_related("key").first()
    return _opened(draft) if draft else None


def drafts_of(user: User) -> list[Kept]:
    """Return all that `user` typed and has not saved, newest first."""
    drafts = Draft.objects.filter(user=user).select_related("key").order_by("-updated_at")
    return [_opened(draft) for draft in drafts]


def _opened(draft: Draft) -> Kept:
    payload = bytes(draft.payload) if draft.payload else None
    text = Vault(draft.key).open(payload, row=draft.uid, field=PAYLOAD)
    content = json.loads(text)
    return Kept(
        form=draft.form,
        object=draft.object,
        title=content["title"],
        address=draft.address,
        values=content["values"],
        form_version=draft.form_version,
        base_version=draft.base_version,
        updated_at=draft.updated_at,
    )
