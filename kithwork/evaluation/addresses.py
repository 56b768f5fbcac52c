"""Where a case's outcome is shown: under the case. The desk composes the page with its drawings."""

from django.urls import reverse

from kithwork.casework.models import Case


def outcome_at(case: Case) -> str:
    """Return the address of the page of outcomes of a case."""
    return f"{reverse('casework:case', kwargs={'uid': case.uid})}outcome/"
