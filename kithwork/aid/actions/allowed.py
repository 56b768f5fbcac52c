"""Who may write the inventory and the policies, and who the awards.

The inventory names no student. Whoever asks a school's students writes down what the school gives
(the same roles: worker, supervisor, aid officer, manager); awards are the aid office's alone.
Source: domain specification K4; docs/decisions/0031.
"""

from kithwork.access.models import School
from kithwork.access.permissions import Held, NotAllowed, Who, may_school_wide, require
from kithwork.access.roles import Section, Verb

WRITERS = (Section.AID, Section.CAMPAIGNS)


def may_write_inventory(who: Who, school: School | None = None) -> bool:
    """Whether `who` may write what a school gives."""
    return any(may_school_wide(who, Verb.WRITE, section, at=school) for section in WRITERS)


def require_inventory(who: Who, school: School) -> Held:
    """Return what allows writing the inventory of a school, or raise NotAllowed."""
    for section in WRITERS:
        if may_school_wide(who, Verb.WRITE, section, at=school):
            return require(who, Verb.WRITE, section, at=school)
    raise NotAllowed("You may not write what this school gives.")
