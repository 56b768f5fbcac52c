"""How pages say dates, values and the codes of records: as the catalogue's words say them."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.translation import get_language

from kithwork.access.models import School
from kithwork.catalogue import words
from kithwork.core.reasons import Value
from kithwork.people.wording import in_a_list, named

register = template.Library()


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


@register.filter
def shown(value: Value) -> str:
    """Show a date, a number or yes and no as a reader expects it."""
    return words.shown(value, language())


@register.filter
def said(code: str, kind: str) -> str:
    """Say a code of a kind: {{ carer.relation|said:"relation" }}."""
    return named(kind, code, language())


@register.filter
def listed(items: Sequence[str]) -> str:
    """Join words as the reader's language does in a list."""
    return in_a_list(items, language())


@register.filter
def name_of(school: School) -> str:
    """Return a school's name in the reader's language."""
    return school.name_in(language())


@register.filter
def unlocal(number: float) -> str:
    """Write a coordinate with a decimal point, whatever the reader's language."""
    return str(number)


@register.filter
def normal(number: Decimal) -> str:
    """Write a mark without the noughts behind it: 87.5, 90."""
    return f"{number.normalize():f}"


@register.filter
def signed(number: float) -> str:
    """Write a distance with its sign, to one decimal: +0.4, −1.2."""
    return f"{number:+.1f}".replace("-", "−")
