"""What the trail holds of signing in and out, and of a second factor that changes."""

from django.db import transaction

from kithwork.access.models import User
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb


@transaction.atomic
def note_sign_in(*, user: User) -> None:
    """Note that a user signed in."""
    record(Verb.SIGN_IN, "user", subject=user.uid, by=user)


@transaction.atomic
def note_sign_out(*, user: User) -> None:
    """Note that a user signed out."""
    record(Verb.SIGN_OUT, "user", subject=user.uid, by=user)


@transaction.atomic
def note_failed_sign_in(*, user: User | None) -> None:
    """Note that somebody failed to sign in; of a name that nobody has, nothing is kept."""
    record(Verb.SIGN_IN_FAILED, "user", subject=user.uid if user else None)


@transaction.atomic
def note_second_factor(*, user: User, change: str) -> None:
    """Note that a second factor changed: `change` is a code such as `totp_activated`."""
    record(Verb.PERMISSION, "second_factor", subject=user.uid, by=user, reason=change)
