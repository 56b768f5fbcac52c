"""Reasons, codes and kinds in the reader's language, for the pages of imports."""

from typing import Any

from django import template
from django.utils.translation import get_language

from kithwork.catalogue.words import say
from kithwork.core.reasons import Reason

register = template.Library()


@register.filter
def say_reason(reason: Reason) -> str:
    """Say a reason of the core."""
    return say(reason, get_language() or "en")


@register.filter
def say_stored(stored: dict[str, Any]) -> str:
    """Say a reason that was kept as its code and parameters."""
    return say(Reason.of(stored["code"], **stored["params"]), get_language() or "en")


@register.filter
def say_code(code: str) -> str:
    """Say a code that takes no parameters."""
    return say(code, get_language() or "en")


@register.filter
def import_kind(kind: str) -> str:
    """Name a kind of file."""
    return say(f"imports.file_kind.{kind}", get_language() or "en")
