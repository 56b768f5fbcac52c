"""Where a student's page stands: under the list, by her uid and nothing else.

The page is composed by the desk, which shows several apps; forms and lists of this and the
following apps lead back to it by this address. Nothing personal ever stands in an address.
"""

from django.urls import reverse

from kithwork.people.models import Student


def page_of(student: Student) -> str:
    """Return the address of a student's page."""
    return f"{reverse('people:students')}{student.uid}/"
