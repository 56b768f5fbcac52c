"""The organisation, its schools, the people who sign in, their postings, and the files' keys."""

from kithwork.access.models.break_glass import BreakGlass
from kithwork.access.models.invitations import Invitation
from kithwork.access.models.keys import DataKey, KeyCheck
from kithwork.access.models.organisation import Organisation, School
from kithwork.access.models.postings import Posting, Supervision
from kithwork.access.models.users import User

__all__ = [
    "BreakGlass",
    "DataKey",
    "Invitation",
    "KeyCheck",
    "Organisation",
    "Posting",
    "School",
    "Supervision",
    "User",
]
