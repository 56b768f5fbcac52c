"""Pages of Know that higher floors compose: the report, the picture, choosing for casework.

They stand under Know's own address; the documents and the desk draw the first two, because charts
and quilts are theirs, and what is chosen for belongs to the casework.
"""

from django.urls import reverse

from kithwork.access.models import School
from kithwork.needs.selection import PARAMETERS, Selection


def report_of(school: School) -> str:
    """Return the address at which the report of a school's needs is made."""
    return f"{reverse('needs:know')}report/{school.uid}/"


def choosing_at(school: School) -> str:
    """Return the address at which students of a school are chosen for casework."""
    return f"{reverse('needs:know')}choosing/?school={school.uid}"


def picture_of(school: School, selection: Selection | None = None) -> str:
    """Return the address at which a school's supply stands beside its students' need."""
    chosen = selection.groups if selection else {}
    named = "".join(f"&{key}={chosen[name]}" for key, name in PARAMETERS.items() if name in chosen)
    return f"{reverse('needs:know')}picture/?school={school.uid}{named}"
