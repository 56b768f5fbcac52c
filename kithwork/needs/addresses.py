"""Where the report of a school's needs is made: under Know, by the school's uid.

The page is composed by the documents, which draw it as Word, PDF and HTML.
"""

from django.urls import reverse

from kithwork.access.models import School


def report_of(school: School) -> str:
    """Return the address at which the report of a school's needs is made."""
    return f"{reverse('needs:know')}report/{school.uid}/"
