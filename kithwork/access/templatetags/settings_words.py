"""What the pages of the settings say: roles, deeds and schools in words, and their own places."""

from typing import Any

from django import template
from django.utils.translation import get_language

from kithwork.access import trail_words
from kithwork.access.forms.schools import KINDS
from kithwork.access.models import School
from kithwork.access.places import places_for
from kithwork.access.queries.trail import Line
from kithwork.catalogue.jurisdictions import packs

register = template.Library()


KIND_WORDS = dict(KINDS)


@register.simple_tag(takes_context=True)
def places_of_settings(context: dict[str, Any]) -> list[dict[str, object]]:
    """Return the places of the settings that are open to the reader."""
    request = context["request"]
    return [
        {
            "address": place.address,
            "label": place.label,
            "is_here": request.path == place.address,
        }
        for place in places_for(request.user)
    ]


@register.filter
def role_word(code: str) -> str:
    """Say a role; a code without a word is shown as it is."""
    return trail_words.role_in_words(code, _language())


@register.filter
def verb_word(code: str) -> str:
    """Say what was done."""
    return trail_words.verb_in_words(code, _language())


@register.filter
def subject_word(kind: str) -> str:
    """Say what kind of record it was done to; a kind without a word is shown as it is."""
    return trail_words.kind_in_words(kind, _language())


@register.filter
def section_word(code: str) -> str:
    """Say a section."""
    return trail_words.section_in_words(code, _language())


@register.filter
def details_of(line: Line) -> list[str]:
    """Say section, fields and reason of a line of the trail, each that it has."""
    language = _language()
    said = [trail_words.section_in_words(line.section, language)]
    said += [trail_words.field_in_words(one, language) for one in line.fields]
    said.append(trail_words.reason_in_words(line.reason, language))
    return [one for one in said if one]


@register.filter
def kind_word(kind: str) -> Any:
    """Say the kind of a school."""
    return KIND_WORDS.get(kind, kind)


@register.filter
def jurisdiction_word(code: str) -> str:
    """Say whose law and programmes hold; a code without a pack is shown as it is."""
    pack = packs().get(code)
    return pack.label.said_in(_language()) if pack else code


@register.filter
def in_language(named: School) -> str:
    """Return the name of a school or of the organisation in the reader's language."""
    return named.name_in(_language())


def _language() -> str:
    return get_language() or "en"
