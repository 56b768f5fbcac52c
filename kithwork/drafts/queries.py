"""A person's own drafts; there is no query for anybody else's.

A draft may hold what was copied from a record, and does not say of which school. So what was typed
before any posting of hers ended is closed to her: the record may be closed to her as well.
"""

import datetime as dt
import json
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from kithwork.access.keys.vault import Vault
from kithwork.access.models import Posting, User
from kithwork.access.permissions import postings_of
from kithwork.audit import clock
from kithwork.drafts.actions import PAYLOAD, lifetime
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

    @property
    def expires_at(self) -> dt.datetime:
        """When it is erased unless somebody types on."""
        return self.updated_at + lifetime()


def draft_of(user: User, *, form: str, object: str) -> Kept | None:  # noqa: A002 (its name)
    """Return what `user` typed into one form about one object."""
    draft = Draft.objects.filter(user=user, form=form, object=object).select_related("key").first()
    return _opened(draft) if draft and _still_open(user, [draft]) else None


def drafts_of(user: User) -> list[Kept]:
    """Return all that `user` typed and has not saved, newest first."""
    drafts = Draft.objects.filter(user=user).select_related("key").order_by("-updated_at")
    return [_opened(draft) for draft in _still_open(user, list(drafts))]


def _still_open(user: User, drafts: list[Draft]) -> list[Draft]:
    """Return those typed since the last end of a posting and not too old; none without one."""
    if not drafts or not postings_of(user):
        return []
    ended = user.postings.filter(ends_on__isnull=False).select_related("school")
    ends = [end for posting in ended if (end := _end(posting)) <= clock.now()]
    since = max([clock.now() - lifetime(), *ends])
    return [draft for draft in drafts if draft.updated_at >= since]


def _end(posting: Posting) -> dt.datetime:
    """Return the moment from which a posting with a last day is over, at its school."""
    assert posting.ends_on is not None
    zone = ZoneInfo(posting.school.time_zone or "UTC")
    return dt.datetime.combine(posting.ends_on + dt.timedelta(days=1), dt.time(), tzinfo=zone)


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
