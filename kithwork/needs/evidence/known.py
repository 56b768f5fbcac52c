"""Facts as the sources of evidence hand them on: of each student by name, each made once.

Many students share a fact (the same answer on the same day), so equal facts are one object.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kithwork.core.reasons import Value
from kithwork.core.rules import Fact

Known = dict[str, Fact]
ByStudent = Mapping[int, Known]

_Key = tuple[type, Value, dt.date | None, str | None]  # True == 1, but they are two facts


@dataclass(frozen=True, slots=True)
class Wanted:
    """The facts that somebody will read, all where `names` is None; others are not even made."""

    names: frozenset[str] | None = None

    def __contains__(self, name: str) -> bool:
        return self.names is None or name in self.names

    def any_of(self, names: Collection[str]) -> bool:
        return self.names is None or not self.names.isdisjoint(names)

    def any_under(self, prefix: str) -> bool:
        """Whether any fact of a source (`marks.`, `attendance.`) is wanted."""
        return self.names is None or any(name.startswith(prefix) for name in self.names)


EVERYTHING = Wanted()


@dataclass(slots=True)
class Facts:
    """Makes facts, the same one for the same value, day and source."""

    _made: dict[_Key, Fact] = field(default_factory=dict)

    def fact(self, value: Value, on: dt.date | None = None, source: str | None = None) -> Fact:
        key = (type(value), value, on, source)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Fact(value, on, source)
        return found
