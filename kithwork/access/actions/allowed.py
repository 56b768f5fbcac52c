"""Who may keep accounts: administrators, for every school where they are posted as such.

A supervisor's right to write accounts reaches only her own team, so it is not enough here.
"""

from kithwork.access.models import School
from kithwork.access.permissions import Held, NotAllowed, Who, held
from kithwork.access.roles import Scope, Section, Verb

WIDE = (Scope.SCHOOL, Scope.EVERYWHERE)


def require_accounts(by: Who, *, at: School | None = None) -> Held:
    """Return what lets `by` keep accounts at a school (at any, where none is named)."""
    for grant in held(by, Verb.WRITE, Section.ACCOUNTS):
        if grant.scope in WIDE and (at is None or grant.school_id in (None, at.pk)):
            return grant
    raise NotAllowed("You may not keep accounts here.")


def require_team(by: Who, *, at: School) -> Held:
    """Return what lets `by` put workers into teams at a school: also a supervisor's own right."""
    for grant in held(by, Verb.WRITE, Section.ACCOUNTS):
        if grant.school_id in (None, at.pk):
            return grant
    raise NotAllowed("You may not change teams here.")
