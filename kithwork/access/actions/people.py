"""Opening an account together with its first posting, and with the code that opens it."""

from typing import Any

from django.db import transaction

from kithwork.access.actions.invitations import Slip, invite
from kithwork.access.actions.postings import post
from kithwork.access.actions.users import NewUser, create_user
from kithwork.access.permissions import Who


@transaction.atomic
def welcome(*, username: str, name: str, posting: dict[str, Any], by: Who) -> Slip:
    """Open an account without a password, post it, and return the slip to hand on."""
    user = create_user(user=NewUser(username=username, name=name), by=by)
    post(user=user, by=by, **posting)
    return invite(user=user, by=by)
