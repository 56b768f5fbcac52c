"""Marks on a form whose answers may not have been given one by one (domain specification D3).

A flag is a question to the person who reads the form, and never a reason to drop it.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from kithwork.core.scales.definitions import QualityRule

Values = Mapping[str, float | None]


class Flag(StrEnum):
    """What may be wrong with a form."""

    STRAIGHT_LINING = "straight_lining"
    TOO_FAST = "too_fast"
    SAME_AS_EARLIER = "same_as_earlier"
    ANSWERED_UNASKED = "answered_unasked"


def flags_of(
    values: Values, rule: QualityRule, *, shift: float, seconds: float | None
) -> tuple[Flag, ...]:
    """Return the flags of one form's answers, before any reversal.

    `shift` is that of the coding; `seconds` the time that the whole form took, None if not known.
    """
    answered = [value for value in values.values() if value is not None]
    flags = []
    if _is_straight(answered, rule, shift=shift):
        flags.append(Flag.STRAIGHT_LINING)
    if seconds is not None and answered and seconds < rule.seconds_per_item * len(answered):
        flags.append(Flag.TOO_FAST)
    return tuple(flags)


def is_repeated(values: Values, earlier: Iterable[Values], rule: QualityRule) -> bool:
    """Return whether every answer equals that of one of the same person's earlier forms.

    Forms with fewer answers than a straight line needs are too short to tell.
    """
    answered = sum(value is not None for value in values.values())
    enough = rule.straight_from is not None and answered >= rule.straight_from
    return enough and any(dict(values) == dict(other) for other in earlier)


def _is_straight(answered: Sequence[float], rule: QualityRule, *, shift: float) -> bool:
    if rule.straight_from is None or len(answered) < rule.straight_from:
        return False
    return len(set(answered)) == 1 and answered[0] - shift not in rule.ordinary
