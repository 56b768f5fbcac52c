"""Policy documents and what stands in their clauses, with the functions of which none speaks."""

import uuid
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404

from kithwork.access.models import School, User
from kithwork.aid.models import PolicyClause, PolicyDocument
from kithwork.aid.queries.inventory import schools_to_open
from kithwork.core.support.functions import FOUR, Function


@dataclass(frozen=True, slots=True)
class Review:
    """The documents of a school and how many of their clauses serve each function.

    `without` is the number of clauses that serve no function, `silent` the functions that no
    clause serves.
    """

    documents: tuple[PolicyDocument, ...]
    clauses: int
    per_function: dict[Function, int]
    without: int

    @property
    def silent(self) -> tuple[Function, ...]:
        return tuple(f for f in FOUR if self.clauses and not self.per_function[f])


def review_of(school: School) -> Review:
    """Return the review of a school's policies, the newest document first."""
    standing = PolicyClause.objects.filter(document__school=school, superseded_by=None)
    lists = list(standing.values_list("functions", flat=True))
    counted = Counter(code for functions in lists for code in functions)
    documents = PolicyDocument.objects.filter(school=school).annotate(
        read=Count("clauses", filter=Q(clauses__superseded_by=None))
    )
    return Review(
        documents=tuple(documents.order_by("-starts_on", "title")),
        clauses=len(lists),
        per_function={function: counted[function.value] for function in FOUR},
        without=sum(not functions for functions in lists),
    )


def document_for(user: User, uid: uuid.UUID) -> PolicyDocument:
    """Return one document; Http404 where `user` may not read it."""
    schools = [school.pk for school in schools_to_open(user)]
    found = PolicyDocument.objects.filter(uid=uid, school__in=schools).select_related("school")
    if (one := found.first()) is None:
        raise Http404("There is no such document at your schools.")
    return one


def clauses_of(document: PolicyDocument) -> list[PolicyClause]:
    """Return what stands in a document's clauses, in the order in which they were first read."""
    standing = document.clauses.filter(superseded_by=None).select_related("programme")
    return sorted(standing, key=lambda one: _first(one).pk)


def clause_for(user: User, uid: uuid.UUID) -> PolicyClause:
    """Return one standing clause; Http404 where `user` may not read it."""
    schools = [school.pk for school in schools_to_open(user)]
    found = PolicyClause.objects.filter(uid=uid, document__school__in=schools)
    one = found.select_related("document__school", "supersedes").first()
    if one is None:
        raise Http404("There is no such clause at your schools.")
    return one


def _first(clause: PolicyClause) -> PolicyClause:
    while clause.supersedes is not None:
        clause = clause.supersedes
    return clause
