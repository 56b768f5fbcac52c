"""Where a keyed-in form is shown: under the forms, by its uid and nothing else.

The page is composed by the desk, which draws the support quilt beside the scores.
"""

from django.urls import reverse

from kithwork.surveys.models import Administration


def result_of(form: Administration) -> str:
    """Return the address of a form's result."""
    return f"{reverse('surveys:classes')}forms/{form.uid}/"
