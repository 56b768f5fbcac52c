"""The first start of an installation: organisation, first school and whoever keeps the accounts."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from kithwork.access.actions.organisation import NewSchool, found_organisation, open_school
from kithwork.access.actions.postings import post
from kithwork.access.actions.users import NewUser, create_user
from kithwork.access.console import OPERATOR
from kithwork.access.models import User
from kithwork.access.refusals import Refused
from kithwork.access.setup_code import code_fits, withdraw_code
from kithwork.audit import clock

ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What is set up: the organisation's name, its first school, its first account."""

    organisation: str
    school: NewSchool
    administrator: NewUser


def set_up(*, first: FirstStart, code: str) -> User:
    """Set an empty installation up, as the operator who holds the code. Raises Refused.

    Of two who do so at one moment, the other finds that it is set up already.
    """
    try:
        return _set_up(first, code)
    except IntegrityError:
        raise Refused("access.already_set_up") from None


@transaction.atomic
def _set_up(first: FirstStart, code: str) -> User:
    if User.objects.exists():
        raise Refused("access.already_set_up")
    if not code_fits(code):
        raise Refused("access.setup_code_wrong")
    found_organisation(by=OPERATOR, name_en=first.organisation, name_zh=first.organisation)
    school = open_school(school=first.school, by=OPERATOR)
    user = create_user(user=first.administrator, by=OPERATOR)
    today = clock.today(school.time_zone)
    post(user=user, role=ADMINISTRATOR, school=school, starts_on=today, by=OPERATOR)
    transaction.on_commit(withdraw_code)
    return user
