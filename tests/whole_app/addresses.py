"""Every address of the application, the guard of its view, and an object for each of its parts.

A part is filled with something of a student: one's own (Xiaoyu, whom Lin Jing accompanies),
another of the same school (Haoran), and one of another school (A Ming of College D).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from kithwork.access.guards import guard_of
from kithwork.people.models import Student
from tests.cast import Cast

SUBJECTS = {"own": "xiaoyu", "other": "haoran", "school": "aming"}


@dataclass(frozen=True, slots=True)
class Address:
    """One address: the name by which it is reversed, the parts it takes, and its guard in words."""

    name: str
    parts: tuple[str, ...]
    guard: str
    view: Callable[..., Any]

    @property
    def subjects(self) -> tuple[str, ...]:
        """Of whom the parts may be; "-" where the address takes none."""
        return tuple(SUBJECTS) if self.parts else ("-",)


def addresses() -> list[Address]:
    """Return every address that has a name, in the order of names."""
    return sorted(_below(get_resolver(), ""), key=lambda one: one.name)


def _below(resolver: URLResolver, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from (_with_parts(one, entry) for one in _below(entry, inner))
        elif isinstance(entry, URLPattern):
            assert entry.name, f"the address {entry.pattern} has no name"
            parts = tuple(sorted(entry.pattern.converters))
            yield Address(namespace + entry.name, parts, _guard(entry.callback), entry.callback)


def _with_parts(address: Address, resolver: URLResolver) -> Address:
    parts = tuple(sorted({*address.parts, *resolver.pattern.converters}))
    return Address(address.name, parts, address.guard, address.view)


def _guard(view: Callable[..., Any]) -> str:
    guard = guard_of(view)
    if guard is None:
        return "none"
    said = (guard.kind, guard.verb, guard.section, guard.form if guard.verb else None)
    return " ".join(str(one) for one in said if one is not None).removesuffix(" full")


def student_of(cast: Cast, subject: str) -> Student:
    """Return the student that a subject stands for."""
    student: Student = getattr(cast, SUBJECTS[subject])
    return student
