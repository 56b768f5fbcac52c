"""Lists of cases: one's own and one's team's, each row with what it wants next."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Max

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.casework.models import Case, CaseMember, Contact
from kithwork.casework.queries.badges import BadgePatch, badges_of
from kithwork.casework.queries.cases import cases_for, not_ended, record_case_list
from kithwork.casework.queries.coming import Coming, coming_of
from kithwork.casework.queries.shell import status_in
from kithwork.core.casework import Status

OVER = frozenset({Status.ARCHIVED.value, Status.NOT_ACCEPTED.value, Status.CLOSED.value})
SHOWN = 50  # on one page


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line: the case, its stage in words, its badge of support, who works on it, the last
    contact and what comes next."""

    case: Case
    stage: str
    badge: tuple[BadgePatch, ...]
    workers: tuple[str, ...]
    last_contact: dt.datetime | None
    coming: Coming | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class CaseList:
    """One page of a list of cases, and how many pages and cases there are."""

    rows: tuple[CaseRow, ...]
    page: int
    pages: int
    total: int


def case_list(
    user: User, *, language: str, is_open: bool = True, only_mine: bool = False, page: int = 1
) -> CaseList:
    """Return a page of the cases that a person may see, the latest first; one event of the trail.

    A page that does not exist gives the nearest one.
    """
    cases = cases_for(user)
    cases = cases.exclude(status__in=OVER) if is_open else cases.filter(status__in=OVER)
    if only_mine:
        mine = CaseMember.objects.filter(not_ended(clock.today()), user=user)
        cases = cases.filter(pk__in=mine.values("case_id"))
    shown = Paginator(cases.order_by("-received_on", "-pk"), SHOWN).get_page(page)
    rows = tuple(_rows(user, list(shown.object_list), language))
    if rows:
        record_case_list(user, len(rows))
    return CaseList(rows, shown.number, shown.paginator.num_pages, shown.paginator.count)


def own_open_cases(user: User, *, language: str) -> CaseList:
    """Return a person's own open cases, for her first page."""
    return case_list(user, language=language, only_mine=True)


def _rows(user: User, found: list[Case], language: str) -> Iterable[CaseRow]:
    members: dict[int, list[CaseMember]] = {}
    on_it = CaseMember.objects.filter(not_ended(clock.today()), case__in=found)
    for member in on_it.select_related("user"):
        members.setdefault(member.case_id, []).append(member)
    contacts = Contact.objects.filter(case__in=found).values_list("case_id")
    last = dict(contacts.annotate(last=Max("at")).values_list("case_id", "last"))
    badges, coming = badges_of(found, language=language), coming_of(found)
    for case in found:
        of_case = members.get(case.pk, [])
        yield CaseRow(
            case=case,
            stage=status_in(case.status, language),
            badge=badges.get(case.pk, ()),
            workers=tuple(one.user.name for one in of_case),
            last_contact=last.get(case.pk),
            coming=coming.get(case.pk),
            is_mine=any(one.user_id == user.pk for one in of_case),
        )
