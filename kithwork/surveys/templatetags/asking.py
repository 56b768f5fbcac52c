"""What was chosen of a year and a month, for the screen of a question that asks for both."""

from django import template

from kithwork.surveys.respondent import Screen

register = template.Library()


@register.filter
def year_is(screen: Screen, year: str) -> bool:
    """Whether this year was answered before."""
    return any(code.startswith(f"{year}-") for code in screen.answer)


@register.filter
def month_is(screen: Screen, month: str) -> bool:
    """Whether this month was answered before."""
    return any(code[4:8] == f"-{month}-" for code in screen.answer)
