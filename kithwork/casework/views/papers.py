"""The papers of a case: all of them in the order of the file, writing one, reading and signing."""

import uuid

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.following import plan_follow_ups
from kithwork.casework.actions.papers import NOT_HERE, sign, standing_record, write_paper
from kithwork.casework.forms.papers import PaperForm
from kithwork.casework.forms.signing import SignForm
from kithwork.casework.models import Case, Record, Signature
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.known import known_already
from kithwork.casework.queries.papers import opened, papers_of, record_for, words_of
from kithwork.casework.queries.parts import cases_in_danger
from kithwork.casework.queries.restricted import way_in
from kithwork.casework.queries.signing import signing_of
from kithwork.casework.views.page import (
    address_of,
    back_to,
    case_page,
    language,
    refused,
    saved,
    status_of,
)
from kithwork.catalogue.casework import closure_entries
from kithwork.catalogue.papers import Paper, asked_for
from kithwork.catalogue.papers import papers as catalogue_papers
from kithwork.core.casework import ClosureReason

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CASE)
@require_safe
def papers(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the file in its order: what is there, what is missing or unsigned."""
    case = case_for(request.user, uid)
    listed = papers_of(case, language=language())
    return case_page(
        request,
        case,
        "casework/papers.html",
        tab="papers",
        papers=listed,
        opens_danger=cases_in_danger(request.user).filter(pk=case.pk).exists(),
        restricted=way_in(request.user, case),
    )


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def paper(request: SignedInRequest, *, uid: uuid.UUID, kind: str) -> HttpResponse:
    """Write a paper; of those that a case has one of, the one that stands is amended."""
    case, chosen = case_for(request.user, uid, verb=Verb.WRITE), _paper_at(kind)
    standing = None if chosen.has_many else standing_record(case, kind)
    return _written(request, case, chosen, standing)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def amend(request: SignedInRequest, *, uid: uuid.UUID, record: uuid.UUID) -> HttpResponse:
    """Amend one paper: a new version stands beside the old one."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    found = record_for(request.user, case, record)
    return _written(request, case, _paper_at(found.kind), found)


@posted(Section.CASE)
@require_safe
def record(request: SignedInRequest, *, uid: uuid.UUID, record: uuid.UUID) -> HttpResponse:
    """Show one version of a paper, with its signatures."""
    case = case_for(request.user, uid)
    found = record_for(request.user, case, record)
    return _record_page(request, case, found, SignForm())


@posted(Section.CASE)
@require_POST
def sign_record(request: SignedInRequest, *, uid: uuid.UUID, record: uuid.UUID) -> HttpResponse:
    """Sign a paper, or note who signed it."""
    case = case_for(request.user, uid)
    found, form = record_for(request.user, case, record), SignForm(request.POST)
    if saved(
        request,
        form,
        lambda: sign(case=case, signed=found, by=request.user, **form.cleaned_data),
        field="words",
    ):
        return HttpResponseRedirect(address_of("record", case, record=record))
    return _record_page(request, case, found, form)


@posted(Section.CASE, Verb.WRITE)
@require_POST
def follow_ups(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Plan the follow-ups on the days that the school's calendar gives."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    try:
        plan_follow_ups(case=case, by=request.user)
    except Refused as problem:
        refused(request, problem)
    return back_to("results", uid)


def _written(
    request: SignedInRequest, case: Case, chosen: Paper, standing: Record | None
) -> HttpResponse:
    stands = words_of(case, standing) or known_already(case, chosen, language=language())
    said, fields = dict(stands), chosen.fields
    if chosen.code == "closure":
        reason = _closure_reason(request, said)
        if reason is None:
            reasons = closure_entries().values()
            return case_page(request, case, "casework/closing.html", tab="papers", reasons=reasons)
        said["reason"], fields = reason.code, asked_for(chosen, reason)
    form = PaperForm(
        request.POST,
        paper=chosen,
        said=said,
        today=today_at(case),
        standing=standing,
        fields=fields,
    )
    made: list[Record] = []
    if saved(request, form, lambda: made.append(_write(request, case, form, standing))):
        return HttpResponseRedirect(address_of("record", case, record=made[0].uid))
    about = standing.series if standing else case.uid
    return case_page(
        request,
        case,
        "casework/write.html",
        tab="papers",
        status=status_of(form),
        form=form,
        paper=chosen,
        standing=standing,
        draft=f"paper-{chosen.code}:{about}",
    )


def _closure_reason(request: SignedInRequest, said: dict[str, object]) -> ClosureReason | None:
    """Return the reason for closing that was chosen or stands: it says what else is asked."""
    chosen = request.GET.get("reason") or request.POST.get("reason") or said.get("reason")
    entry = closure_entries().get(str(chosen))
    return entry.reason if entry and "change" not in request.GET else None


def _write(
    request: SignedInRequest, case: Case, form: PaperForm, standing: Record | None
) -> Record:
    made = write_paper(
        case=case,
        kind=form.paper.code,
        on=form.on,
        words=form.words,
        amends=standing,
        made_from=form.made_from,
        by=request.user,
    )
    if form.paper.code == "closure" and form.words.get("follow_up") == "planned":
        plan_follow_ups(case=case, by=request.user)
    return made


def _record_page(
    request: SignedInRequest, case: Case, found: Record, form: SignForm
) -> HttpResponse:
    shown = opened(case, found, language=language())
    waits = any(part == Signature.Part.SUPERVISOR for part, _name in shown.wanting)
    return case_page(
        request,
        case,
        "casework/record.html",
        tab="papers",
        status=status_of(form),
        opened=shown,
        signing=signing_of(case) if waits else None,
        form=form,
    )


def _paper_at(kind: str) -> Paper:
    """Return the paper of an address; Http404 where it is not written here."""
    found = catalogue_papers().get(kind)
    if found is None or kind in NOT_HERE:
        raise Http404("There is no such paper.")
    return found
