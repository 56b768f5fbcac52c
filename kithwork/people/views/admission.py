"""Adding a student, her class, her leaving, and who accompanies her."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.people.actions.enrolments import admit_into, enrol
from kithwork.people.actions.students import leave
from kithwork.people.actions.ties import take_up, untie
from kithwork.people.addresses import page_of
from kithwork.people.forms.students import AdmitForm, LeaveForm, PlaceForm
from kithwork.people.queries.classes import classes_open, standing_enrolment
from kithwork.people.queries.lists import schools_where
from kithwork.people.queries.students import student_for
from kithwork.people.queries.ties import own_tie
from kithwork.people.views.editing import EditPage, edited, today_at

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CAMPAIGNS, Verb.WRITE, school_wide=True)
@GET_POST
def add(request: SignedInRequest) -> HttpResponse:
    """Add one student by hand."""
    schools = schools_where(request.user, Verb.WRITE, Section.CAMPAIGNS)
    today = clock.today(schools[0].time_zone)
    form = AdmitForm(
        request.POST, schools=schools, classes=classes_open(schools, on=today), today=today
    )
    page = EditPage(
        title=_("Add a student"),
        lead=_("Only the number is needed; the rest can follow. A whole class comes in by a file."),
        draft="admit",
        button=_("Add the student"),
        back=reverse("people:students"),
    )
    return edited(
        request,
        form,
        lambda: admit_into(
            school=form.school_chosen,
            student=form.new_student(),
            school_class=form.class_chosen,
            by=request.user,
        ),
        page=page,
        template="people/edit_person.html",
    )


@posted(Section.CAMPAIGNS, Verb.WRITE, school_wide=True)
@GET_POST
def place(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Put a student into a class from a day on."""
    student = student_for(request.user, uid)
    today = today_at(student)
    form = PlaceForm(
        request.POST,
        classes=classes_open((student.school,), on=today),
        standing=standing_enrolment(student),
        today=today,
    )
    return edited(
        request,
        form,
        lambda: enrol(
            student=student,
            school_class=form.class_chosen,
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
            version=form.made_from,
        ),
        page=EditPage(
            _("Class"),
            f"place:{uid}",
            student,
            lead=_("The class before ends on the day before; it stays in the file."),
        ),
    )


@posted(Section.CAMPAIGNS, Verb.WRITE, school_wide=True)
@GET_POST
def leaving(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Let a student leave the school."""
    student = student_for(request.user, uid)
    form = LeaveForm(request.POST, standing=standing_enrolment(student), today=today_at(student))
    return edited(
        request,
        form,
        lambda: leave(
            student=student,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            version=form.made_from,
        ),
        page=EditPage(
            _("Leaves the school"),
            f"leave:{uid}",
            student,
            lead=_("Her or his file stays; the class, and who accompanies, end on this day."),
            button=_("Record the leaving"),
        ),
    )


@posted(Section.CASE, Verb.WRITE)
@require_POST
def accompany(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Begin, or end, to accompany a student oneself."""
    student = student_for(request.user, uid)
    today, standing = today_at(student), own_tie(request.user, student)
    if standing is None:
        take_up(student=student, by=request.user)
        messages.success(request, _("You accompany this student now, and may write in the file."))
    else:
        untie(tied=standing, on=today, by=request.user)
        messages.success(request, _("From tomorrow you do not accompany this student any more."))
    return HttpResponseRedirect(page_of(student))
