"""Answers and scores that ask a person to act, today or within days (domain specification D4).

An alert item speaks for itself: it fires although the rest of the form is empty. A total fires when
the score reaches the mark, and also when no missing answer could keep it from doing so. That no
alert fired never means that there is no risk.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kithwork.core.scales.definitions import AlertRule


@dataclass(frozen=True, slots=True)
class Alert:
    """`on`: the id of the item, or the name of the score; `level`: A1 … A4."""

    on: str
    level: str


@dataclass(frozen=True, slots=True)
class Span:
    """The lowest and the highest value that is still possible, and the value if it is known."""

    lo: float
    hi: float
    value: float | None


def alerts_of(rules: Iterable[AlertRule], spans: Mapping[str, Span]) -> tuple[Alert, ...]:
    """Return the alerts that fire, for each item or score the most urgent one."""
    fired: dict[str, str] = {}
    for rule in rules:
        if rule.on in spans and _fires(rule, spans[rule.on]):
            fired[rule.on] = max(rule.level, fired.get(rule.on, ""))
    return tuple(Alert(on, level) for on, level in fired.items())


def _fires(rule: AlertRule, span: Span) -> bool:
    if rule.at_least is not None:
        reached = span.value is not None and span.value >= rule.at_least
        return reached or span.lo >= rule.at_least
    assert rule.at_most is not None
    reached = span.value is not None and span.value <= rule.at_most
    return reached or span.hi <= rule.at_most
