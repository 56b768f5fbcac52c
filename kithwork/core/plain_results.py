"""Results that hold other results, written out for JSON with all that is in them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from kithwork.core.estimates import Estimate, Plain, plain
from kithwork.core.reasons import Reason
from kithwork.core.text import Text


class PlainResult:
    """A frozen dataclass with `to_dict`: its fields by name, estimates and reasons in their form.

    >>> from kithwork.core.paired import Pairs, figures
    >>> figures(Pairs(before=(1, 3), after=(2, 4))).to_dict()["mean_before"]
    2.0
    """

    __slots__ = ()

    def to_dict(self) -> dict[str, Plain]:
        """Return the result for JSON."""
        assert is_dataclass(self)
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: object) -> Plain:
    if isinstance(value, Estimate | PlainResult):
        return value.to_dict()
    if isinstance(value, Reason):
        return plain(value)
    if isinstance(value, Text):
        return {"en": value.en, "zh-Hans": value.zh_hans}
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no plain form")
