"""Scores of unlike forms are never compared: other version, other coding, other order."""

from kithwork.core.reasons import Reason
from kithwork.core.scales.keys import Form


def comparable(one: Form, other: Form) -> Reason | None:
    """Return None where two forms may be compared, else the reason why they may not.

    >>> a = Form("rses", "standard", "0-3", (("order", "maryland"), ("item8", "drop")))
    >>> b = Form("rses", "standard", "0-3", (("order", "alternative"), ("item8", "drop")))
    >>> comparable(a, a), comparable(a, b).code
    (None, 'scales.not_comparable.choice')
    """
    if one.instrument != other.instrument:
        return _unlike("instrument", one.instrument, other.instrument)
    if one.version != other.version:
        return _unlike("version", one.version, other.version)
    if one.coding != other.coding:
        return _unlike("coding", one.coding, other.coding)
    others = dict(other.choices)
    for name, chosen in one.choices:
        if chosen != others.get(name):
            return _unlike("choice", chosen, others.get(name, ""))
    return None


def _unlike(what: str, one: str, other: str) -> Reason:
    return Reason.of(f"scales.not_comparable.{what}", one=one, other=other)
