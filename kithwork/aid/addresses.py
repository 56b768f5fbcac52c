"""Where supply is shown beside need: under Give, for a school.

The desk composes the page, because the quilts on it are drawn by the documents.
"""

from django.urls import reverse

from kithwork.access.models import School


def picture_of(school: School) -> str:
    """Return the address at which a school's supply stands beside its students' need."""
    return f"{reverse('aid:inventory')}picture/?school={school.uid}"
