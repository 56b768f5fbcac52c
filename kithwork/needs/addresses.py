"""Pages of Know that higher floors compose: the report, the picture, choosing for casework.

They stand under Know's own address; the documents and the desk draw the first two, because charts
and quilts are theirs, and what is chosen for belongs to the casework.
"""

from urllib.parse import urlencode

from django.urls import reverse

from kithwork.access.models import School
from kithwork.needs.selection import EVERYBODY, Selection, named_in_address


def report_of(school: School, selection: Selection = EVERYBODY) -> str:
    """Return the address at which the report of a school's needs, or of a part, is made."""
    named = urlencode(named_in_address(selection))
    return f"{reverse('needs:know')}report/{school.uid}/{'?' if named else ''}{named}"


def list_of(school: School, selection: Selection = EVERYBODY) -> str:
    """Return the address of the list of whom to talk to, of the same part of the school."""
    named = urlencode({"school": str(school.uid), **named_in_address(selection)})
    return f"{reverse('needs:students')}?{named}"


def choosing_at(school: School) -> str:
    """Return the address at which students of a school are chosen for casework."""
    return f"{reverse('needs:know')}choosing/?school={school.uid}"


def picture_of(school: School, selection: Selection = EVERYBODY) -> str:
    """Return the address at which a school's supply stands beside its students' need."""
    named = urlencode({"school": str(school.uid), **named_in_address(selection)})
    return f"{reverse('needs:know')}picture/?{named}"
