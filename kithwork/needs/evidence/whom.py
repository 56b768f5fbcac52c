"""Whom one asks about: some students, loaded once with the little that counting needs.

A school may have a hundred thousand of them. `rows` names them to the database without naming
each, so that every question about them is one statement however many they are; names, contacts
and addresses are not read at all.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet

from kithwork.people.models import Student

_FIELDS = ("pk", "uid", "person__birth", "person__sex", "person__pinyin")


@dataclass(frozen=True, slots=True)
class Member:
    """One of them; `pinyin` orders those who have waited equally long."""

    pk: int
    uid: uuid.UUID
    birth: dt.date | None
    sex: str
    pinyin: str


@dataclass(frozen=True, slots=True)
class Whom:
    """The students in the order of their keys, and a query that finds the same."""

    rows: QuerySet[Student, dict[str, Any]]
    members: tuple[Member, ...]

    def __len__(self) -> int:
        return len(self.members)

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)


def whom(students: QuerySet[Student]) -> Whom:
    """Return the students that a query finds."""
    found = students.order_by("pk").values_list(*_FIELDS)
    return Whom(_keys(students), tuple(Member(*row) for row in found.iterator()))


def whom_of(students: Iterable[Student]) -> Whom:
    """Return some students who were loaded before, each with her person; for a few of them."""
    loaded = sorted(students, key=lambda one: one.pk)
    members = (
        Member(one.pk, one.uid, one.person.birth, one.person.sex, one.person.pinyin)
        for one in loaded
    )
    rows = Student.objects.filter(pk__in=[one.pk for one in loaded])
    return Whom(_keys(rows), tuple(members))


def _keys(students: QuerySet[Student]) -> QuerySet[Student, dict[str, Any]]:
    return cast("QuerySet[Student, dict[str, Any]]", students.order_by().values("pk"))
