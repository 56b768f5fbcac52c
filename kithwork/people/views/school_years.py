"""School years: seen, opened, changed; their terms and the days of exams."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kithwork.access.guards import signed_in
from kithwork.access.models import School
from kithwork.access.requests import SignedInRequest
from kithwork.people.actions.calendar import add_term, amend_term, amend_year, open_year
from kithwork.people.actions.exams import move_sittings
from kithwork.people.forms.school_years import ExamDaysForm, TermForm, YearForm
from kithwork.people.queries import school_years as queries
from kithwork.people.views.admission import GET_POST
from kithwork.people.views.editing import EditPage, edited

EDIT = "people/edit_calendar.html"


@signed_in
@require_safe
def years(request: SignedInRequest) -> HttpResponse:
    """Show the school years of one school."""
    schools = queries.calendar_schools(request.user)
    asked = request.GET.get("school", "")
    school = next((one for one in schools if str(one.uid) == asked), schools[0])
    context = {"calendar": queries.years_of(school), "schools": schools, "school": school}
    return render(request, "people/school_years.html", context)


@signed_in
@GET_POST
def year_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Open a school year."""
    school = queries.calendar_school(request.user, uid)
    form = YearForm(request.POST)
    return edited(
        request,
        form,
        lambda: open_year(school=school, by=request.user, **form.days()),
        page=EditPage(
            _("Open a school year"), f"year-add:{uid}", back=_back(school), button=_("Open it")
        ),
        template=EDIT,
    )


@signed_in
@GET_POST
def year(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Change a school year."""
    found = queries.year_for(request.user, uid)
    form = YearForm(request.POST, year=found)
    return edited(
        request,
        form,
        lambda: amend_year(year=found, by=request.user, version=form.made_from, **form.days()),
        page=EditPage(
            _("School year %(label)s") % {"label": found.label},
            f"year:{uid}",
            back=_back(found.school),
        ),
        template=EDIT,
    )


@signed_in
@GET_POST
def term_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Add a term to a school year."""
    found = queries.year_for(request.user, uid)
    form = TermForm(request.POST, following=found.terms.count() + 1)
    return edited(
        request,
        form,
        lambda: add_term(year=found, by=request.user, **form.days()),
        page=EditPage(
            _("Add a term"), f"term-add:{uid}", lead=found.label, back=_back(found.school)
        ),
        template=EDIT,
    )


@signed_in
@GET_POST
def term(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Change a term."""
    found = queries.term_for(request.user, uid)
    form = TermForm(request.POST, term=found)
    return edited(
        request,
        form,
        lambda: amend_term(term=found, by=request.user, version=form.made_from, **form.days()),
        page=EditPage(
            _("Term %(number)s of %(label)s") % {"number": found.number, "label": found.year.label},
            f"term:{uid}",
            lead=_("Its exams and its days of attendance must lie within it."),
            back=_back(found.year.school),
        ),
        template=EDIT,
    )


@signed_in
@GET_POST
def exam_days(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Change the days of a term's exams."""
    found = queries.term_for(request.user, uid)
    form = ExamDaysForm(request.POST, sittings=queries.sittings_of(found))
    return edited(
        request,
        form,
        lambda: move_sittings(term=found, days=form.days(), by=request.user),
        page=EditPage(
            _("Exam days"),
            f"exam-days:{uid}",
            lead=_("Changes between exams and curves of marks go by these days."),
            back=_back(found.year.school),
        ),
        template=EDIT,
    )


def _back(school: School) -> str:
    return f"{reverse('calendar:years')}?school={school.uid}"
