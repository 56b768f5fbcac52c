"""The aid office's list: what students who agreed to it lack, and an award recorded from there."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.aid.actions import awards
from kithwork.aid.forms.material import OneAwardForm
from kithwork.aid.queries.material import (
    material_needs,
    programmes_in_force,
    schools_with_material_needs,
)
from kithwork.aid.views.inventory import GET_POST, today_at
from kithwork.needs.queries.scope import chosen
from kithwork.people.queries.students import student_for
from kithwork.people.views.editing import EditPage, edited

gives = posted(Section.AID, Verb.WRITE)


@gives
@require_safe
def material(request: SignedInRequest) -> HttpResponse:
    """Show what students who agreed to it lack of material things."""
    schools = schools_with_material_needs(request.user)
    if not schools:
        raise Http404("You may read this list at no school.")
    school = chosen(schools, request.GET.get("school", ""))
    listed = material_needs(request.user, school, language=get_language() or "en")
    told = {"listed": listed, "school": school, "schools": schools}
    return render(request, "aid/material.html", told)


@gives
@GET_POST
def material_award(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Record what one student receives."""
    student = student_for(request.user, uid)
    today = today_at(student.school)
    form = OneAwardForm(
        request.POST, programmes=programmes_in_force(student.school, on=today), today=today
    )
    return edited(
        request,
        form,
        lambda: awards.award(
            student=student, programme=form.programme, given=form.given, by=request.user
        ),
        page=EditPage(
            title=f"{student.person.full_name or student.number} · {_('What is given')}",
            lead=_("What is recorded counts as given from the day on; it is not sent to anybody."),
            draft=f"aid-award:{student.uid}",
            back=f"{reverse('aid:material')}?school={student.school.uid}",
        ),
        template="aid/edit.html",
    )
