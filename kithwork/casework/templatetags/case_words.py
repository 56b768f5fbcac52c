"""How pages of a case say its codes: stages, modes, techniques, steps of a resource."""

import uuid
from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from kithwork.aid.templatetags.aid_words import functions_told
from kithwork.casework import wording
from kithwork.casework.queries.needs import need_label
from kithwork.casework.queries.papers import in_language
from kithwork.casework.queries.techniques import technique_name
from kithwork.catalogue.presets import lenses, presets
from kithwork.catalogue.safety import level_entries
from kithwork.catalogue.words import say
from kithwork.core.safety.levels import Level
from kithwork.core.support.functions import Function
from kithwork.core.text import Text
from kithwork.needs.telling import FunctionTold

register = template.Library()
QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ('"', '"'))


def _language() -> str:
    return get_language() or "en"


@register.filter
def in_words(text: Text) -> str:
    """Say a bilingual text of the catalogue."""
    return in_language(text, _language())


@register.filter
def stage(status: str) -> str:
    """Say a stage of a case."""
    return say(f"casework.status.{status}", _language())


@register.filter
def technique(code: str) -> str:
    """Say a technique by its plain name."""
    return technique_name(code, _language())


@register.filter
def drawn(code: str) -> list[FunctionTold]:
    """Return a function as it is drawn; nothing for what carries the others."""
    return functions_told([code]) if code in set(Function) else []


@register.filter
def need(code: str) -> str:
    """Say what a need is called."""
    return need_label(code, _language())


@register.filter
def who_does(code: str) -> str:
    """Say who does the work of a stage."""
    return say(f"planning.who.{code}", _language())


@register.filter
def persons(codes: tuple[str, ...]) -> str:
    """Say who takes part in a session."""
    between = say("support.list_comma", _language())
    return between.join(say(f"planning.person.{code}", _language()) for code in codes)


@register.filter
def preset_called(code: str) -> str:
    """Say from which plan of the catalogue a plan began; a pathway of one's own by its code."""
    found = presets().get(code)
    return in_words(found.label) if found else code


@register.filter
def care(part: str) -> str:
    """Say a part of care."""
    return say(f"planning.care.{part}", _language())


@register.filter
def lens(code: str) -> str:
    """Say a theory lens."""
    return lenses()[code].label.said_in(_language())


@register.filter
def decided(code: str) -> str:
    """Say what the supervisor decided about consent."""
    return say(f"casework.decision.{code}", _language())


@register.filter
def follow_up_state(code: str) -> str:
    """Say how a follow-up stands."""
    return say(f"casework.follow_up.{code}", _language())


@register.filter
def doer(code: str) -> str:
    """Say who promised something."""
    return say(f"casework.doer.{code}", _language())


@register.filter
def mode(code: str) -> str:
    """Say how a contact was."""
    return wording.called(wording.MODES, code)


@register.filter
def danger(code: str) -> str:
    """Say what was asked about danger."""
    return wording.called(wording.RISKS, code)


@register.filter
def danger_level(name: str) -> str:
    """Say a level of danger, by its code and in words."""
    return f"{name} · {in_words(level_entries()[Level[name]].rule.label)}" if name else "–"


@register.filter
def way_to_ask(code: str) -> str:
    """Say how somebody was to be reached."""
    return wording.called(wording.WAYS_TO_ASK, code)


@register.filter
def member(code: str) -> str:
    """Say in which part somebody works on a case."""
    return wording.called(wording.MEMBERS, code)


@register.filter
def present(code: str) -> str:
    """Say who was there."""
    return wording.called(wording.PRESENT, code)


@register.filter
def given_by(code: str) -> str:
    """Say how information was given."""
    return wording.called(wording.GIVEN, code)


@register.filter
def resource_kind(code: str) -> str:
    """Say what kind of resource it is."""
    return wording.called(wording.RESOURCES, code)


@register.filter
def restricted_kind(code: str) -> str:
    """Say what an entry of the restricted section is about."""
    return wording.called(wording.RESTRICTED, code)


@register.filter
def level(number: int | None) -> str:
    """Write a level of a goal with its sign: −2, 0, +1; a dash for none."""
    if number is None:
        return "–"
    return f"{number:+d}".replace("-", "−") if number else "0"


@register.filter
def topic(code: str) -> str:
    """Say what an item is about."""
    return wording.called(wording.TOPICS, code)


@register.filter
def sent_of(sent: Mapping[str, str], uid: uuid.UUID) -> str:
    """Return what was sent as the decision about one considered student, "" where nothing was."""
    return str(sent.get(f"outcome-{uid}") or "")


@register.filter
def sent_reason(sent: Mapping[str, str], uid: uuid.UUID) -> str:
    """Return what was sent as the reason."""
    return str(sent.get(f"reason-{uid}") or "")


@register.filter
def bare(words: str) -> str:
    """Take away one pair of quotation marks around all the words; the page sets its own."""
    for opening, closing in QUOTES:
        inside = words[1:-1]
        is_whole = not {opening, closing} & set(inside)
        if len(words) > 2 and words[0] == opening and words[-1] == closing and is_whole:
            return inside
    return words
