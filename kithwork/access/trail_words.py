"""The trail in words: its records, fields and reasons are codes, and nobody reads codes.

A kind, a field and a reason have a sentence in `words/audit.yaml`. A field may also be a fact, an
instrument or a field of a case's paper, which have names already; a reason may carry a role, a
level, a stage or why a student left. Whatever the catalogue does not know any more is shown as it
was written.
"""

from kithwork.catalogue.facts import definitions
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.papers import papers
from kithwork.catalogue.words import MissingWordError, say

COMPOSED = {  # the first part of a reason → the words of its second part
    "posted": "access.role.{}",
    "ended": "access.role.{}",
    "raised": "audit.level.{}",
    "level": "audit.level.{}",
    "step": "casework.status.{}",
    "link": "casework.link.{}",
    "decided": "casework.decision.{}",
    "attempt": "audit.way.{}",
    "signed": "audit.part.{}",
}


def role_in_words(code: str, language: str) -> str:
    """Return a role's name."""
    return _said(f"access.role.{code}", language) or code


def verb_in_words(code: str, language: str) -> str:
    """Return what was done."""
    return _said(f"audit.verb.{code}", language) or code


def kind_in_words(code: str, language: str) -> str:
    """Return what kind of record it was done to."""
    return _said(f"audit.kind.{code}", language) or code


def section_in_words(code: str, language: str) -> str:
    """Return the section's name."""
    return _said(f"access.section.{code}", language) or code


def field_in_words(code: str, language: str) -> str:
    """Return the name of a field, a fact or an instrument."""
    if own := _said(f"audit.field.{code}", language):
        return own
    fact = next((one for id_, one in definitions().items() if id_.lower() == code), None)
    if fact is not None:
        return fact.label.said_in(language)
    entry = instruments().get(code)
    if entry is not None:
        return entry.instrument.title.said_in(language)
    asked = next((one for paper in papers().values() if (one := paper.field(code))), None)
    return asked.label.said_in(language) if asked else code


def reason_in_words(code: str, language: str) -> str:
    """Return why it was done."""
    head, _dot, tail = code.partition(".")
    if head in COMPOSED and tail:
        what = _said(COMPOSED[head].format(tail), language) or tail
        return say(f"audit.reason.{head}", language, what=what)
    reason = _said(f"audit.reason.{code}", language) or _said(f"people.leaving.{code}", language)
    return reason or code


def _said(code: str, language: str) -> str:
    try:
        return say(code, language)
    except (MissingWordError, ValueError):
        return ""
