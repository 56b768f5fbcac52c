"""Who signs a case as its supervisor, and whom its worker may ask where nobody can.

A supervisor reads and signs the cases of her team (matrix K4). Where none of a case's workers is
in a team, its plan and its closing wait for nobody: the worker then asks one of the school's
supervisors, who from that day sees this case alone.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from kithwork.access.models import User
from kithwork.access.queries.posted import roles_with, users_posted
from kithwork.access.roles import Section, Verb
from kithwork.casework.models import Case, CaseMember
from kithwork.casework.queries.cases import may_sign, today_at


@dataclass(frozen=True, slots=True)
class Signing:
    """Who may sign today; whom one may ask where nobody may (none where somebody can)."""

    by: tuple[User, ...]
    may_ask: tuple[User, ...]

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.by]


def signing_of(case: Case) -> Signing:
    """Return who signs a case as its supervisor, and who could."""
    supervisors = list(supervisors_at(case))
    able = tuple(one for one in supervisors if may_sign(one, case))
    if able:
        return Signing(able, ())
    there = CaseMember.objects.filter(case=case, ends_on__isnull=True)
    inside = set(there.values_list("user_id", flat=True))
    return Signing((), tuple(one for one in supervisors if one.pk not in inside))


def supervisors_at(case: Case) -> QuerySet[User]:
    """Return who is posted at the school of a case in a role that signs cases."""
    roles = roles_with(Section.CASE, lambda grant: grant.verb == Verb.SIGN)
    return users_posted(case.school, roles, on=today_at(case))
