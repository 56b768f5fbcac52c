"""What a person holds by her postings today, and whether that is enough.

Everything is decided from `held`: the roles of the postings in force, on the day it is at their
school. A query turns what is held into the rows it reaches (`people.queries.students_for`), so
that a list, a search, an export and a page agree; a view's guard and an action ask `may` and
`require`. A person without an active posting holds nothing.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied

from kithwork.access.console import Operator
from kithwork.access.models import Posting, School, User
from kithwork.access.roles import CONSOLE, Form, Need, Scope, Section, Verb, role_named
from kithwork.audit import clock

Who = User | Operator
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Held:
    """One grant that a person holds at one school (None: everywhere), perhaps for one class.

    `day` is the date it is at that school: ties, teams and classes count if they hold on it.
    """

    role: str
    scope: Scope
    form: Form
    needs: frozenset[Need]
    school_id: int | None
    school_uid: uuid.UUID | None
    day: dt.date
    class_uid: uuid.UUID | None = None

    @property
    def is_school_wide(self) -> bool:
        """Whether it reaches the whole school, and not a class or some students of it."""
        return self.scope in (Scope.SCHOOL, Scope.EVERYWHERE) and self.class_uid is None


class NotAllowed(PermissionDenied):
    """The person may not do this; the message names the verb and the section, never the record."""


def held(
    who: Who,
    verb: Verb,
    section: Section,
    *,
    form: Form = Form.FULL,
    with_needs: Iterable[Need] = (),
) -> tuple[Held, ...]:
    """Return what `who` holds for a verb on a section, shown in `form`.

    Grants that need consent or a broken glass are left out unless the caller names the need:
    whoever names it filters by it.
    """
    if isinstance(who, Operator):
        return (Held(CONSOLE.code, Scope.EVERYWHERE, form, frozenset(), None, None, clock.today()),)
    allowed = frozenset(with_needs)
    return tuple(
        Held(
            role=posting.role,
            scope=grant.scope,
            form=grant.form,
            needs=grant.needs,
            school_id=posting.school_id,
            school_uid=posting.school.uid,
            day=_day_at(posting.school),
            class_uid=posting.scope_uid,
        )
        for posting in postings_of(who)
        for grant in role_named(posting.role).grants(section)
        if grant.verb == verb and grant.shows(form) and grant.needs <= allowed
        if grant.scope != Scope.OWN_CLASS or posting.scope_uid is not None
    )


def may(
    who: Who, verb: Verb, section: Section, *, at: School | None = None, form: Form = Form.FULL
) -> bool:
    """Whether `who` may do this at all, at one school or at any; which rows, a query says."""
    return any(
        at is None or h.school_id in (None, at.pk) for h in held(who, verb, section, form=form)
    )


def require_some(who: Who, verb: Verb, section: Section, *, at: School, refusal: str) -> Held:
    """Return what allows this for any rows of a school, or raise `NotAllowed` with `refusal`.

    For what belongs to the school and is kept by all who work there, however few their own rows.
    """
    for grant in held(who, verb, section):
        if grant.school_id in (None, at.pk):
            return grant
    raise NotAllowed(refusal)


def require(who: Who, verb: Verb, section: Section, *, at: School, form: Form = Form.FULL) -> Held:
    """Return what allows this for a whole school, or raise `NotAllowed`.

    An action on the school's own things begins with it; one on a student asks
    `people.queries.reach`, which also knows grants for a class, a team or one's own students.
    """
    for grant in held(who, verb, section, form=form):
        if grant.is_school_wide and grant.school_id in (None, at.pk):
            return grant
    raise NotAllowed(f"You may not {verb.value} {section.value} at this school.")


def may_school_wide(
    who: Who, verb: Verb, section: Section, *, at: School | None = None, form: Form = Form.FULL
) -> bool:
    """Whether `require` would let `who` do this, at one school or at any."""
    return any(
        grant.is_school_wide and (at is None or grant.school_id in (None, at.pk))
        for grant in held(who, verb, section, form=form)
    )


def postings_of(user: User) -> tuple[Posting, ...]:
    """Return the postings in force, each on the day it is at its school."""
    if not user.is_active or user.pk is None:
        return ()
    remembered = _remembered.get()
    if remembered is None:
        return _read_postings(user)
    if user.pk not in remembered:
        remembered[user.pk] = _read_postings(user)
    return remembered[user.pk]


@contextmanager
def remembering(*, changes_nothing: bool = False) -> Iterator[None]:
    """Read each person's postings once until the end: for the length of one request.

    A request that changes nothing may remember more of what it has read (`read_once`).
    """
    token = _remembered.set({})
    read = _read_once.set({} if changes_nothing else None)
    try:
        yield
    finally:
        _read_once.reset(read)
        _remembered.reset(token)


def read_once(key: Hashable, read: Callable[[], Found]) -> Found:
    """Return what `read` finds; within a request that changes nothing it is read once by its key.

    A request that writes asks each time, for what it writes may change the answer.
    """
    known = _read_once.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    found: Found = known[key]
    return found


_remembered: ContextVar[dict[Any, tuple[Posting, ...]] | None] = ContextVar(
    "kithwork_postings", default=None
)
_read_once: ContextVar[dict[Hashable, Any] | None] = ContextVar("kithwork_read_once", default=None)


def _read_postings(user: User) -> tuple[Posting, ...]:
    postings = Posting.objects.filter(user=user).select_related("school").order_by("id")
    return tuple(posting for posting in postings if _is_in_force(posting))


def _is_in_force(posting: Posting) -> bool:
    today = _day_at(posting.school)
    return posting.starts_on <= today and (posting.ends_on is None or today <= posting.ends_on)


def _day_at(school: School) -> dt.date:
    return clock.today(school.time_zone or "UTC")
