"""The school's directory of resources and its information desk."""

import datetime as dt
import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kithwork.access.guards import posted
from kithwork.access.models import School
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.casework.actions.information import write_item
from kithwork.casework.actions.resources import save_resource
from kithwork.casework.forms.giving import ItemForm, ResourceForm
from kithwork.casework.models import InformationItem, Resource
from kithwork.casework.queries.giving import (
    item_for,
    items_for,
    resource_for,
    resources_for,
    schools_of,
)
from kithwork.casework.views.page import language, saved, status_of

GET_POST = require_http_methods(["GET", "POST"])
HALF_A_YEAR = dt.timedelta(days=183)  # proposed; whoever checks the item says


@posted(Section.CASE)
@require_safe
def resources(request: SignedInRequest) -> HttpResponse:
    """Show the directory of resources."""
    return render(request, "casework/resources.html", {"resources": resources_for(request.user)})


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def resource_add(request: SignedInRequest) -> HttpResponse:
    """Add a resource to the directory of one's school."""
    return _resource(request, _school(request), None, "")


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def resource(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Amend a resource."""
    found, contact = resource_for(request.user, uid)
    return _resource(request, found.school, found, contact)


@posted(Section.CASE)
@require_safe
def information(request: SignedInRequest) -> HttpResponse:
    """Show the information desk, what must be looked at again first."""
    told = {"items": items_for(request.user), "today": clock.today()}
    return render(request, "casework/information.html", told)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def item_add(request: SignedInRequest) -> HttpResponse:
    """Write a new item."""
    return _item(request, _school(request), None)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def item(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Write the next version of an item."""
    found = item_for(request.user, uid)
    return _item(request, found.school, found)


def _resource(
    request: SignedInRequest, school: School, found: Resource | None, contact: str
) -> HttpResponse:
    form = ResourceForm(request.POST, resource=found, contact=contact)
    if saved(
        request,
        form,
        lambda: save_resource(
            school=school,
            details=form.details(),
            on=clock.today(school.time_zone or "UTC"),
            resource=found,
            version=int(form.made_from or 0),
            by=request.user,
        ),
    ):
        return redirect("casework:resources")
    draft = f"resource:{found.uid if found else 'new'}"
    told = {"form": form, "resource": found, "draft": draft}
    return render(request, "casework/resource.html", told, status=status_of(form))


def _item(request: SignedInRequest, school: School, found: InformationItem | None) -> HttpResponse:
    form = ItemForm(request.POST, item=found, stands=_stands(school, found))
    if saved(
        request,
        form,
        lambda: write_item(
            school=school,
            details=form.details(),
            amends=found,
            made_from=form.made_from,
            by=request.user,
        ),
    ):
        return redirect("casework:information")
    draft = f"information:{found.series if found else 'new'}"
    told = {"form": form, "item": found, "draft": draft}
    return render(request, "casework/item.html", told, status=status_of(form))


def _stands(school: School, found: InformationItem | None) -> dict[str, object]:
    if found is None:
        today = clock.today(school.time_zone or "UTC")
        return {"language": language(), "reviewed_on": today, "review_by": today + HALF_A_YEAR}
    names = ("title", "topic", "language", "text", "source", "reviewed_on", "review_by")
    return {name: getattr(found, name) for name in names}


def _school(request: SignedInRequest) -> School:
    """Return the first of one's schools; who works at several chooses by its students' pages."""
    school = schools_of(request.user).first()
    if school is None:
        raise Http404("You keep no directory.")
    return school
