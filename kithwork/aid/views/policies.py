"""The review of a school's policies: its documents, and what stands in their clauses."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.aid.actions import policies
from kithwork.aid.actions.allowed import may_write_inventory
from kithwork.aid.forms.policies import ClauseForm, DocumentForm
from kithwork.aid.models import PolicyClause, PolicyDocument
from kithwork.aid.money import currency_of
from kithwork.aid.queries.inventory import inventory_of, schools_to_open
from kithwork.aid.queries.policies import clause_for, clauses_of, document_for, review_of
from kithwork.aid.views.inventory import GET_POST, school_to_write, today_at, writes
from kithwork.needs.queries.scope import chosen
from kithwork.people.views.editing import EditPage, edited

reads = posted(Section.AGGREGATES)


@reads
@require_safe
def review(request: SignedInRequest) -> HttpResponse:
    """Show a school's policy documents and which functions their clauses serve."""
    schools = schools_to_open(request.user)
    school = chosen(schools, request.GET.get("school", ""))
    context = {
        "review": review_of(school),
        "schools": schools,
        "school": school,
        "may_write": may_write_inventory(request.user, school),
    }
    return render(request, "aid/policies.html", context)


@reads
@require_safe
def document(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show one document, clause by clause."""
    found = document_for(request.user, uid)
    context = {
        "document": found,
        "clauses": clauses_of(found),
        "may_write": may_write_inventory(request.user, found.school),
    }
    return render(request, "aid/policy.html", context)


@writes
@GET_POST
def add(request: SignedInRequest, *, school: uuid.UUID) -> HttpResponse:
    """Record a policy document."""
    at = school_to_write(request, school)
    form = DocumentForm(request.POST)
    return edited(
        request,
        form,
        lambda: policies.record_document(school=at, document=form.document(), by=request.user),
        page=EditPage(
            title=_("Record a policy document"),
            lead=_("Then read it clause by clause: which support, for whom, who is left out."),
            draft=f"aid-policy:{at.uid}",
            back=f"{reverse('aid:policies')}?school={at.uid}",
        ),
        template="aid/edit.html",
    )


@writes
@GET_POST
def add_clause(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Read one more clause of a document."""
    return _read(request, document_for(request.user, uid), None)


@writes
@GET_POST
def read_anew(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Read a clause anew; the reading before stays in the record."""
    clause = clause_for(request.user, uid)
    return _read(request, clause.document, clause)


def _read(
    request: SignedInRequest, found: PolicyDocument, before: PolicyClause | None
) -> HttpResponse:
    school_to_write(request, found.school.uid)
    form = ClauseForm(
        request.POST,
        programmes=tuple(one.programme for one in inventory_of(found.school).offered),
        currency=currency_of(found.school.jurisdiction),
        before=before,
    )
    return edited(
        request,
        form,
        lambda: policies.read_clause(
            document=found,
            reading=form.reading(today_at(found.school)),
            by=request.user,
            instead_of=before,
        ),
        page=EditPage(
            title=f"{_('Read a clause')} · {found.title}",
            draft=f"aid-clause:{before.uid if before else found.uid}",
            back=reverse("aid:policy", kwargs={"uid": found.uid}),
        ),
        template="aid/edit.html",
    )
