"""Which roles must sign in with a second factor: said by the installation, offered to all.

KITHWORK_SECOND_FACTOR lists role codes ("administrator,manager"), or "all". A demo asks none.
"""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from kithwork.access.models import User
from kithwork.access.permissions import postings_of

ALL = "all"


def lacks_second_factor(user: User) -> bool:
    """Whether one of the user's roles demands a second factor that she has not set up."""
    demanded = set(settings.KITHWORK_SECOND_FACTOR)
    if not demanded:
        return False
    roles = {posting.role for posting in postings_of(user)}
    is_demanded = ALL in demanded or bool(roles & demanded)
    return is_demanded and not is_mfa_enabled(user)
