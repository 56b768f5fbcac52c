"""Which classes a posting can name. Classes are kept on a higher floor, which says them here.

`kithwork.people` offers its function when it starts; this floor knows a class by uid and name.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kithwork.access.models import School


@dataclass(frozen=True, slots=True)
class NamedClass:
    """A class of a school, as a form offers it."""

    uid: uuid.UUID
    name: str
    school: School


Source = Callable[[Iterable[School]], Sequence[NamedClass]]


def _none(_schools: Iterable[School]) -> Sequence[NamedClass]:
    return ()


_source: Source = _none


def classes_come_from(source: Source) -> None:
    """Say who names the classes: called once, when the application starts."""
    global _source
    _source = source


def classes_at(schools: Iterable[School]) -> Sequence[NamedClass]:
    """Return the classes of the present school year at these schools."""
    return _source(schools)
