"""Who may keep accounts: administrators, for every school where they are posted as such.

A supervisor's right to write accounts reaches only her own team, so it is not enough here.
"""

from kithwork.access.models import School, User
from kithwork.access.permissions import Held, NotAllowed, Who, held, require_some
from kithwork.access.refusals import Refused
from kithwork.access.roles import Scope, Section, Verb
from kithwork.audit import clock

WIDE = (Scope.SCHOOL, Scope.EVERYWHERE)


def require_accounts(by: Who, *, at: School | None = None) -> Held:
    """Return what lets `by` keep accounts at a school (at any, where none is named)."""
    for grant in held(by, Verb.WRITE, Section.ACCOUNTS):
        if grant.scope in WIDE and (at is None or grant.school_id in (None, at.pk)):
            return grant
    raise NotAllowed("You may not keep accounts here.")


def require_account(by: Who, user: User) -> Held:
    """Return what lets `by` keep an account: at every school where it is posted, or will be.

    Who can sign in as somebody reaches whatever she reaches, so one school's right is too little.
    Raises NotAllowed for whoever keeps no accounts, Refused for an account of other schools too.
    """
    grant = require_accounts(by)
    for posting in user.postings.select_related("school"):
        today = clock.today(posting.school.time_zone or "UTC")
        if posting.ends_on is not None and posting.ends_on < today:
            continue
        try:
            require_accounts(by, at=posting.school)
        except NotAllowed:
            raise Refused("access.posted_elsewhere") from None
    return grant


def require_team(by: Who, *, at: School) -> Held:
    """Return what lets `by` put workers into teams at a school: also a supervisor's own right."""
    return require_some(
        by, Verb.WRITE, Section.ACCOUNTS, at=at, refusal="You may not change teams here."
    )
