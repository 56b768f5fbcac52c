"""Opening an account together with its first posting, and with a password that is said once."""

from typing import Any

from django.db import transaction

from kithwork.access.actions.postings import post
from kithwork.access.actions.users import NewUser, create_user, give_password
from kithwork.access.models import User
from kithwork.access.permissions import Who
from kithwork.access.setup_code import spoken

GROUPS, GROUP = 4, 4  # 80 bits


@transaction.atomic
def welcome(*, username: str, name: str, posting: dict[str, Any], by: Who) -> tuple[User, str]:
    """Open an account and post it; return it with its first password, which is kept nowhere."""
    password = _first_password()
    user = create_user(user=NewUser(username=username, name=name, password=password), by=by)
    post(user=user, by=by, **posting)
    return user, password


@transaction.atomic
def renew_password(*, user: User, by: Who) -> str:
    """Give somebody else a new first password and return it; it is kept nowhere."""
    password = _first_password()
    give_password(user=user, password=password, by=by)
    return password


def _first_password() -> str:
    return spoken(GROUPS, GROUP).lower()
