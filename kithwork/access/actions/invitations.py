"""Codes by which people choose their own passwords; whoever keeps the accounts sees no password.

The code is said once to whoever keeps the account, who hands it on. It is good once, for some days
(`catalogue/upkeep.yaml`) and for ten wrong tries. From the moment it is made the password before
opens nothing more: it was lost, or never there. That somebody else used the code shows as soon as
its owner tries it, and who made it when stands in the trail.
"""

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.actions.allowed import require_account
from kithwork.access.actions.users import set_password
from kithwork.access.models import Invitation, User
from kithwork.access.models.users import folded
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.setup_code import LETTERS, spoken
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.catalogue.upkeep import upkeep

GROUPS, GROUP = 4, 4  # 80 bits
TRIES = 10


@dataclass(frozen=True, slots=True)
class Slip:
    """What is handed on to somebody: her user name, the code, and until when it is good."""

    user: User
    code: str
    expires_at: dt.datetime


@transaction.atomic
def invite(*, user: User, by: Who) -> Slip:
    """Make a code for somebody else's account and void her password.

    Raises NotAllowed, Refused.
    """
    grant = require_account(by, user)
    if by == user:
        raise Refused("access.own_password")
    code = spoken(GROUPS, GROUP)
    now = clock.now()
    expires_at = now + dt.timedelta(days=upkeep().invitation_days)
    Invitation.objects.update_or_create(
        user=user,
        defaults={
            "code_hash": _hash(code),
            "tries_left": TRIES,
            "made_at": now,
            "expires_at": expires_at,
            "by": by if isinstance(by, User) else None,
        },
    )
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record(Verb.PERMISSION, "user", subject=user.uid, by=by, role=grant.role, reason="invited")
    return Slip(user, code, expires_at)


def accept(*, username: str, code: str, password: str) -> User:
    """Let somebody with a code choose her password. Raises Refused; a wrong code counts.

    Whether there is such an account, and whether its code has run out, is told to nobody.
    """
    user = _accepted(folded(username), code, password)
    if user is None:
        raise Refused("access.invitation_wrong")
    return user


@transaction.atomic
def _accepted(username: str, code: str, password: str) -> User | None:
    standing = Invitation.objects.select_for_update(of=("self",)).select_related("user")
    invitation = standing.filter(user__username=username, user__is_active=True).first()
    if invitation is None or not _is_good(invitation, code):
        return None
    user = invitation.user
    set_password(user, password)
    user.save(update_fields=["password"])
    invitation.delete()
    record(Verb.PERMISSION, "user", subject=user.uid, by=user, fields=["password"])
    return user


def _is_good(invitation: Invitation, code: str) -> bool:
    """Whether the code fits, in time; a wrong one leaves a try fewer."""
    if invitation.tries_left == 0 or invitation.expires_at <= clock.now():
        return False
    if hmac.compare_digest(invitation.code_hash, _hash(code)):
        return True
    invitation.tries_left -= 1
    invitation.save(update_fields=["tries_left"])
    return False


def _hash(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign in LETTERS)
    return hashlib.sha256(plain.encode("ascii")).hexdigest()
