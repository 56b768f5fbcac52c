"""How pages say the codes of complaints and of what was told outside the team."""

from django import template
from django.utils.translation import get_language

from kithwork.casework import log_wording as wording
from kithwork.casework.wording import called
from kithwork.catalogue.words import say

register = template.Library()
NAMED = {
    "complaint": wording.COMPLAINTS,
    "from": wording.COMPLAINT_FROM,
    "about": wording.COMPLAINT_ABOUT,
    "came": wording.COMPLAINT_WAYS,
    "finding": wording.FINDINGS,
    "part": wording.COMPLAINT_WORDS,
    "deed": wording.DEEDS,
    "ground": wording.GROUNDS,
    "knows": wording.KNOWS,
    "way": wording.PASSED_BY,
    "source": wording.WRITTEN_BY,
    "told": wording.DISCLOSURE_WORDS,
}


@register.filter
def log_word(code: str, what: str) -> str:
    """Say a code of one of the lists ("ground")."""
    return called(NAMED[what], code)


@register.filter
def complaint_step(code: str) -> str:
    """Say a step of a complaint."""
    return say(f"complaint.step.{code}", get_language() or "en")


@register.filter
def code_words(code: str) -> str:
    """Say a code of the catalogue's words ("complaint.standing.answered")."""
    return say(code, get_language() or "en")
