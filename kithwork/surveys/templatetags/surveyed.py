"""Where a saved form is shown."""

from django import template

from kithwork.surveys.addresses import result_of
from kithwork.surveys.models import Administration

register = template.Library()


@register.filter
def result_address(form: Administration) -> str:
    """Return the address of a form's result."""
    return result_of(form)
