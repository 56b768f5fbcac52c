"""The codes of campaigns in words, and what was chosen of a year and a month."""

import math

from django import template

from kithwork.catalogue.consent import purpose_entries
from kithwork.catalogue.notices import notices
from kithwork.catalogue.words import say
from kithwork.surveys.forms.strip import language
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


@register.filter
def percent(share: float) -> str:
    """Write a share in whole percent; "–" where there is none."""
    return "–" if math.isnan(share) else f"{100 * share:.0f}%"


@register.filter
def state_said(state: str) -> str:
    """Say how a campaign stands."""
    return say(f"surveys.state.{state}", language())


@register.filter
def invited_said(state: str) -> str:
    """Say how an invitation stands."""
    return say(f"surveys.invited.{state}", language())


@register.filter
def audience_said(kind: str) -> str:
    """Say whom a campaign asks."""
    return say(f"surveys.audience.{kind}", language())


@register.filter
def way_said(way: str) -> str:
    """Say how answers come."""
    return say(f"surveys.way.{way}", language())


@register.filter
def licence_said(kind: str) -> str:
    """Say what the licence class of an instrument allows."""
    return say(f"surveys.licence.{kind}", language())


@register.filter
def purpose_said(purpose: str) -> str:
    """Name a purpose."""
    return purpose_entries()[purpose].label.said_in(language())


@register.filter
def basis_said(basis: str) -> str:
    """Name a lawful basis."""
    return say(f"surveys.basis.{basis}", language()) if basis else "–"


@register.filter
def notice_said(notice: str) -> str:
    """Name a notice; its id where the catalogue does not know it any more."""
    known = notices().get(notice)
    return known.label.said_in(language()) if known else notice
