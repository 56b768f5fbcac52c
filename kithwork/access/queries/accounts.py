"""Reading accounts and schools, within the schools where the reader keeps or may see them.

An account without any posting belongs to no school yet and is shown to everybody who keeps
accounts: it was just opened.
"""

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from kithwork.access.models import Organisation, Posting, School, Supervision, User
from kithwork.access.permissions import Held, NotAllowed, held, may
from kithwork.access.roles import Section, Verb
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event

PAGE = 50


@dataclass(frozen=True, slots=True)
class Account:
    """An account with the postings the reader may see, the newest first."""

    user: User
    postings: tuple[Posting, ...]
    has_second_factor: bool = False
    teams: tuple[Supervision, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountList:
    """One page of accounts."""

    accounts: tuple[Account, ...]
    total: int
    page: int

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page * PAGE < self.total else None


def has_accounts() -> bool:
    """Whether anybody can sign in at all."""
    return User.objects.exists()


def organisation() -> Organisation | None:
    """Return the organisation of this installation; None before its first start."""
    return Organisation.objects.first()


def schools_for(reader: User, verb: Verb = Verb.READ) -> QuerySet[School]:
    """Return the schools whose accounts the reader may see, or keep."""
    ids = [one.school_id for one in _grants(reader, verb) if one.school_id is not None]
    return School.objects.filter(pk__in=ids).order_by("code")


def school_for(reader: User, uid: uuid.UUID) -> School:
    """Return one such school, or raise Http404."""
    school: School = get_object_or_404(schools_for(reader), uid=uid)
    return school


def accounts_for(reader: User, *, typed: str = "", page: int = 1) -> AccountList:
    """Return a page of the accounts at the reader's schools. One event, with its size."""
    found = _users_for(reader).order_by("-is_active", "search_key", "pk")
    if typed.strip():
        like = typed.strip().casefold()
        found = found.filter(Q(username__contains=like) | Q(search_key__contains=like))
    users = list(found[(page - 1) * PAGE : page * PAGE])
    postings = _postings_of(reader, users)
    record(Event.LIST, "user", section=Section.ACCOUNTS.value, size=len(users))
    rows = tuple(Account(user, tuple(postings.get(user.pk, ()))) for user in users)
    return AccountList(rows, found.count(), page)


def account_for(reader: User, uid: uuid.UUID) -> Account:
    """Return one account at the reader's schools, or raise Http404. Recorded."""
    from allauth.mfa.utils import is_mfa_enabled

    user: User = get_object_or_404(_users_for(reader), uid=uid)
    schools = schools_for(reader)
    teams = Supervision.objects.filter(worker=user, ends_on=None, school__in=schools)
    record(Event.VIEW, "user", subject=user.uid, section=Section.ACCOUNTS.value)
    return Account(
        user=user,
        postings=tuple(_postings_of(reader, [user]).get(user.pk, ())),
        has_second_factor=is_mfa_enabled(user),
        teams=tuple(teams.select_related("supervisor", "school")),
    )


def posting_for(reader: User, uid: uuid.UUID) -> Posting:
    """Return one posting at the reader's schools, or raise Http404."""
    found = Posting.objects.filter(school__in=schools_for(reader)).select_related("user", "school")
    posting: Posting = get_object_or_404(found, uid=uid)
    return posting


def team_for(reader: User, uid: uuid.UUID) -> Supervision:
    """Return one worker's place in a team at the reader's schools, or raise Http404."""
    found = Supervision.objects.filter(school__in=schools_for(reader))
    team: Supervision = get_object_or_404(found.select_related("worker", "school"), uid=uid)
    return team


def supervisors_for(reader: User) -> QuerySet[Posting]:
    """Return the postings of supervisors at the reader's schools."""
    found = Posting.objects.filter(role="supervisor", ends_on=None, user__is_active=True)
    return found.filter(school__in=schools_for(reader)).select_related("user", "school")


def keeps_accounts(reader: User) -> bool:
    """Whether the reader keeps accounts, beyond seeing them."""
    return may(reader, Verb.WRITE, Section.ACCOUNTS) and may(reader, Verb.READ, Section.ACCOUNTS)


def require_keeping(reader: User) -> None:
    """Raise NotAllowed for whoever only sees accounts, or only puts workers into her own team."""
    if not keeps_accounts(reader):
        raise NotAllowed("You may not keep accounts.")


def _grants(reader: User, verb: Verb) -> tuple[Held, ...]:
    return held(reader, verb, Section.ACCOUNTS)


def _users_for(reader: User) -> QuerySet[User]:
    any_posting = Posting.objects.filter(user=OuterRef("pk"))
    mine = any_posting.filter(school__in=schools_for(reader))
    return User.objects.filter(Exists(mine) | ~Exists(any_posting))


def _postings_of(reader: User, users: list[User]) -> dict[int, list[Posting]]:
    found = Posting.objects.filter(user__in=users, school__in=schools_for(reader))
    postings: dict[int, list[Posting]] = {}
    for posting in found.select_related("school").order_by("-starts_on", "-pk"):
        postings.setdefault(posting.user_id, []).append(posting)
    return postings
