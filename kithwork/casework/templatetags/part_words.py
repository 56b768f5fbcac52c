"""How pages say the codes of danger, referral, handover and supervision."""

from django import template
from django.utils.translation import get_language

from kithwork.casework import part_wording as wording
from kithwork.casework.wording import called
from kithwork.catalogue.words import say
from kithwork.core.reasons import Reason
from kithwork.core.safety import HIGH, Level

register = template.Library()


@register.filter
def is_high(level: str) -> bool:
    """Whether a level of danger is high; "", where none was set, is not."""
    return bool(level) and Level[level] >= HIGH


@register.filter
def danger_step(code: str) -> str:
    """Say a step of an episode of danger."""
    return say(f"safety.step.{code}", get_language() or "en")


@register.filter
def danger_deed(step: str) -> str:
    """Say what one does in a step of an episode of danger."""
    return say(f"safety.do.{step}", get_language() or "en")


@register.filter
def reason_in_words(reason: Reason) -> str:
    """Say a reason of the core."""
    return say(reason, get_language() or "en")


@register.filter
def told_whom(code: str) -> str:
    """Say who was told of danger."""
    return called(wording.WHOM, code)


@register.filter
def plan_field(code: str) -> str:
    """Say a field of a safety plan."""
    return called(wording.SAFETY_PLAN, code)


@register.filter
def referral_step(code: str) -> str:
    """Say what came of a referral."""
    return called(wording.REFERRAL_STEPS, code)


@register.filter
def leave(code: str) -> str:
    """Say by which leave something was passed on."""
    return called(wording.LEAVE, code)


@register.filter
def client_told(code: str) -> str:
    """Say what the student said to another worker."""
    return called(wording.CLIENT_TOLD, code)


@register.filter
def handover_part(code: str) -> str:
    """Say a part of a handover sheet."""
    return called(wording.HANDOVER, code)


@register.filter
def handover_end(code: str) -> str:
    """Say how a handover ended."""
    return called(wording.HANDOVER_STEPS, code)


@register.filter
def supervision_kind(code: str) -> str:
    """Say of which kind a talk with the supervisor was."""
    return called(wording.SUPERVISION, code)


@register.filter
def supervision_function(code: str) -> str:
    """Say what a talk with the supervisor was for."""
    return called(wording.SUPERVISION_FOR, code)


@register.filter
def supervision_part(code: str) -> str:
    """Say a part of a supervision record."""
    return called(wording.SUPERVISION_WORDS, code)
