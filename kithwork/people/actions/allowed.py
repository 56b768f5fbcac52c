"""What an action on students asks for before it writes.

A single student's file is written by those whom the matrix lets write it. Rosters and files of
marks are the school's: whoever may run campaigns and imports there keeps them. School years and
terms are a setting as well, so whoever keeps the settings of a school may change them too.
"""

from kithwork.access.models import School
from kithwork.access.permissions import Held, NotAllowed, Who, require
from kithwork.access.roles import Section, Verb
from kithwork.people.models import Student
from kithwork.people.queries.reach import require_reach


def require_roster(by: Who, school: School) -> Held:
    """Return what lets `by` keep the rosters of a school, or raise NotAllowed."""
    return require(by, Verb.WRITE, Section.CAMPAIGNS, at=school)


def require_calendar(by: Who, school: School) -> Held:
    """Return what lets `by` keep the school years of a school, or raise NotAllowed."""
    try:
        return require_roster(by, school)
    except NotAllowed:
        return require(by, Verb.WRITE, Section.ACCOUNTS, at=school)


def require_writing(by: Who, section: Section, student: Student) -> Held:
    """Return what lets `by` write a section of one student's file, or raise NotAllowed."""
    return require_reach(by, Verb.WRITE, section, student)
