"""What the pages of the settings say: roles, deeds and schools in words, and their own places."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.forms.schools import KINDS
from kithwork.access.models import School, User
from kithwork.access.permissions import may
from kithwork.access.queries.glass import schools_reviewed
from kithwork.access.roles import Form, Section, Verb
from kithwork.catalogue.words import MissingWordError, say

register = template.Library()


def _sees_accounts(user: User) -> bool:
    return may(user, Verb.READ, Section.ACCOUNTS)


def _reads_trail(user: User) -> bool:
    return may(user, Verb.READ, Section.AUDIT, form=Form.NO_CONTENT)


PLACES = (
    ("access:people", _("People"), _sees_accounts),
    ("access:schools", _("Schools"), _sees_accounts),
    ("access:trail", _("Trail"), _reads_trail),
    ("access:glass", _("Broken glass"), schools_reviewed),
)
KIND_WORDS = dict(KINDS)


@register.simple_tag(takes_context=True)
def places_of_settings(context: dict[str, Any]) -> list[dict[str, object]]:
    """Return the places of the settings that are open to the reader."""
    request = context["request"]
    return [
        {"address": reverse(route), "label": label, "is_here": request.path == reverse(route)}
        for route, label, is_open_to in PLACES
        if is_open_to(request.user)
    ]


@register.filter
def role_word(code: str) -> str:
    """Say a role; a code without a word is shown as it is."""
    return _word(f"access.role.{code}", code)


@register.filter
def verb_word(code: str) -> str:
    """Say what was done."""
    return _word(f"audit.verb.{code}", code)


@register.filter
def subject_word(kind: str) -> str:
    """Say what kind of record it was done to; a kind without a word is shown as it is."""
    return _word(f"audit.kind.{kind}", kind)


@register.filter
def section_word(code: str) -> str:
    """Say a section."""
    return _word(f"access.section.{code}", code)


@register.filter
def kind_word(kind: str) -> Any:
    """Say the kind of a school."""
    return KIND_WORDS.get(kind, kind)


@register.filter
def in_language(named: School) -> str:
    """Return the name of a school or of the organisation in the reader's language."""
    return named.name_in(get_language() or "en")


def _word(code: str, otherwise: str) -> str:
    try:
        return say(code, get_language() or "en")
    except MissingWordError:
        return otherwise
