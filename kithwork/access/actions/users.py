"""Accounts: opened, closed, and what each chooses for herself.

What takes an account over or shuts it is done by whoever keeps accounts at every school where it
is posted: otherwise an administrator of one school would reach the students of another.
"""

import re
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from kithwork.access.actions.allowed import require_account, require_accounts
from kithwork.access.models import User
from kithwork.access.models.users import folded
from kithwork.access.names import Name
from kithwork.access.permissions import NotAllowed, Who
from kithwork.access.refusals import Refused
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb

USERNAME = re.compile(r"[\w][\w.\-]{1,79}")
LANGUAGES = ("", "en", "zh-hans")


@dataclass(frozen=True, slots=True)
class NewUser:
    """An account to open; without a password nobody can sign in to it before she chooses one."""

    username: str
    name: str
    password: str | None = None
    language: str = ""


@transaction.atomic
def create_user(*, user: NewUser, by: Who) -> User:
    """Open an account. It may do nothing until it is posted. Raises NotAllowed, Refused."""
    grant = require_accounts(by)
    username = folded(user.username)
    _check(user, username)
    name = Name.of(full=user.name)
    made = User(
        username=username,
        name=user.name.strip(),
        pinyin=name.pinyin[:240],
        search_key=name.search_key,
        language=user.language,
    )
    if user.password is None:
        made.set_unusable_password()
    else:
        set_password(made, user.password)
    made.save()
    record(Verb.PERMISSION, "user", subject=made.uid, by=by, role=grant.role, reason="opened")
    return made


@transaction.atomic
def close_account(*, user: User, by: Who) -> None:
    """Close an account: it can no longer sign in, and what it did stays under its name."""
    grant = require_account(by, user)
    if by == user:
        raise NotAllowed("Nobody closes her own account.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(Verb.PERMISSION, "user", subject=user.uid, by=by, role=grant.role, reason="closed")


@transaction.atomic
def reopen_account(*, user: User, by: Who) -> None:
    """Open a closed account again; its postings are as they were."""
    grant = require_account(by, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(Verb.PERMISSION, "user", subject=user.uid, by=by, role=grant.role, reason="reopened")


@transaction.atomic
def take_second_factor(*, user: User, by: Who) -> None:
    """Take somebody else's second factors away, all of them: the phone or key is lost."""
    from allauth.mfa.models import Authenticator

    grant = require_account(by, user)
    if by == user:
        raise NotAllowed("Nobody takes her own second factor away without having it.")
    Authenticator.objects.filter(user=user).delete()
    record(
        Verb.PERMISSION, "second_factor", subject=user.uid, by=by, role=grant.role, reason="taken"
    )


@transaction.atomic
def choose(*, user: User, language: str | None = None, theme: str | None = None) -> None:
    """Keep what a user chooses for herself; what is None stays."""
    if language is not None:
        user.language = _among(language, LANGUAGES)
    if theme is not None:
        user.theme = _among(theme, tuple(User.Theme.values))
    user.save(update_fields=["language", "theme"])


@transaction.atomic
def note_own_password(*, user: User) -> None:
    """Note that a user chose another password for herself."""
    record(Verb.PERMISSION, "user", subject=user.uid, by=user, fields=["password"])


def _check(user: NewUser, username: str) -> None:
    if not USERNAME.fullmatch(username):
        raise Refused("access.username_form")
    if not user.name.strip():
        raise Refused("access.name_missing")
    if User.objects.filter(username=username).exists():
        raise Refused("access.username_taken")
    _among(user.language, LANGUAGES)


def set_password(user: User, password: str) -> None:
    """Set a password on an account, which the caller saves. Raises Refused for a weak one."""
    try:
        validate_password(password, user)
    except ValidationError:
        raise Refused("access.password_weak") from None
    user.set_password(password)


def _among(chosen: str, known: tuple[str, ...]) -> str:
    if chosen not in known:
        raise Refused("access.unknown_choice")
    return chosen
