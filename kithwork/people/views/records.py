"""Editing one student's record: who she is, who cares, how to reach them, facts, a mark."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.people.actions.carers import end_carer
from kithwork.people.actions.contact_rules import set_contact_rule
from kithwork.people.actions.exams import enter_mark
from kithwork.people.actions.facts import note_facts
from kithwork.people.actions.families import save_carer
from kithwork.people.actions.persons import amend_student_person
from kithwork.people.forms.carers import CarerForm, ContactRuleForm, EndCarerForm
from kithwork.people.forms.facts import FactsForm
from kithwork.people.forms.marks import MarkForm
from kithwork.people.forms.persons import IdentityForm
from kithwork.people.queries.care import carer_for, contact_rule_of
from kithwork.people.queries.marks import mark_for
from kithwork.people.queries.noting import history_of, part_for, parts_for, standing_of
from kithwork.people.queries.students import person_of, student_for
from kithwork.people.views.admission import GET_POST
from kithwork.people.views.editing import EditPage, edited, today_at
from kithwork.people.wording import named


@posted(Section.IDENTITY, Verb.WRITE)
@GET_POST
def identity(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Edit who a student is and how to reach her."""
    student = student_for(request.user, uid, verb=Verb.WRITE)
    form = IdentityForm(request.POST, person=person_of(student))
    return edited(
        request,
        form,
        lambda: amend_student_person(
            student=student,
            details=form.details(),
            version=int(form.made_from),
            by=request.user,
        ),
        page=EditPage(_("Basics"), f"identity:{uid}", student),
        template="people/edit_person.html",
    )


@posted(Section.IDENTITY, Verb.WRITE)
@GET_POST
def carer_add(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Add somebody who cares for a student."""
    student = student_for(request.user, uid, verb=Verb.WRITE)
    form = CarerForm(request.POST, student=student)
    return edited(
        request,
        form,
        lambda: save_carer(
            carer=form.new_carer(), spell=form.spell(today_at(student)), by=request.user
        ),
        page=EditPage(
            _("Add a parent or carer"),
            f"carer-add:{uid}",
            student,
            lead=_("What is not known stays open; nothing is concluded from it."),
        ),
        template="people/edit_carer.html",
    )


@posted(Section.IDENTITY, Verb.WRITE)
@GET_POST
def carer(request: SignedInRequest, *, uid: uuid.UUID, carer: uuid.UUID) -> HttpResponse:
    """Edit somebody who cares for a student."""
    student = student_for(request.user, uid, verb=Verb.WRITE)
    view = carer_for(request.user, student, carer)
    form = CarerForm(request.POST, student=student, view=view)
    return edited(
        request,
        form,
        lambda: save_carer(
            carer=form.new_carer(),
            spell=form.spell(today_at(student)),
            by=request.user,
            stored=view.carer,
            version=form.made_from,
        ),
        page=EditPage(_("Parent or carer"), f"carer:{carer}", student),
        template="people/edit_carer.html",
    )


@posted(Section.IDENTITY, Verb.WRITE)
@GET_POST
def carer_end(request: SignedInRequest, *, uid: uuid.UUID, carer: uuid.UUID) -> HttpResponse:
    """Say that somebody does not care for a student any more."""
    student = student_for(request.user, uid, verb=Verb.WRITE)
    view = carer_for(request.user, student, carer)
    form = EndCarerForm(request.POST, view=view, today=today_at(student))
    name = view.person.full_name or named("relation", view.carer.relation, get_language() or "en")
    return edited(
        request,
        form,
        lambda: end_carer(
            carer=view.carer,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            version=form.made_from,
        ),
        page=EditPage(
            _("%(name)s does not care any more") % {"name": name},
            f"carer-end:{carer}",
            student,
            lead=_(
                "The entry stays in the file with its days; its numbers are not shown any more."
            ),
            button=_("End it"),
        ),
    )


@posted(Section.IDENTITY, Verb.WRITE)
@GET_POST
def contact_rule(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Say how the family may safely be reached."""
    student = student_for(request.user, uid, verb=Verb.WRITE)
    form = ContactRuleForm(
        request.POST, rule=contact_rule_of(request.user, student), today=today_at(student)
    )
    return edited(
        request,
        form,
        lambda: set_contact_rule(
            student=student,
            text=form.cleaned_data["text"],
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
            version=form.made_from,
        ),
        page=EditPage(_("Safe contact"), f"contact-rule:{uid}", student),
    )


@posted(Section.IDENTITY, Verb.WRITE)
@require_safe
def facts(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Choose what part of life something was learned about."""
    student = student_for(request.user, uid, verb=Verb.WRITE)
    parts = parts_for(request.user, student, language=get_language() or "en")
    return render(request, "people/facts.html", {"student": student, "parts": parts})


@posted(Section.IDENTITY, Verb.WRITE)
@GET_POST
def facts_part(request: SignedInRequest, *, uid: uuid.UUID, part: str) -> HttpResponse:
    """Note what was learned about one part of a student's life."""
    student, language = student_for(request.user, uid, verb=Verb.WRITE), get_language() or "en"
    chosen = part_for(request.user, student, part, language=language)
    form = FactsForm(
        request.POST,
        student=student,
        part=chosen,
        standing=standing_of(student, chosen),
        today=today_at(student),
    )
    return edited(
        request,
        form,
        lambda: note_facts(facts=form.facts(), versions=form.versions, by=request.user),
        page=EditPage(
            chosen.name,
            f"facts-{part}:{uid}",
            student,
            lead=_("Change only what you learned; the rest stays with its own day and source."),
        ),
        template="people/edit_facts.html",
        history=history_of(request.user, student, chosen, language=language),
    )


@posted(Section.MARKS, Verb.WRITE)
@GET_POST
def mark(request: SignedInRequest, *, uid: uuid.UUID, exam: uuid.UUID) -> HttpResponse:
    """Correct one mark."""
    student = student_for(request.user, uid, section=Section.MARKS, verb=Verb.WRITE)
    form = MarkForm(request.POST, mark=mark_for(request.user, student, exam))
    paper = form.mark.exam
    return edited(
        request,
        form,
        lambda: enter_mark(mark=form.new_mark(), by=request.user, version=form.made_from),
        page=EditPage(
            _("Correct a mark"),
            f"mark:{form.mark.uid}",
            student,
            lead=f"{paper.sitting} · {_subject(paper.subject)}",
        ),
    )


def _subject(code: str) -> str:
    return named("subject", code, get_language() or "en")
