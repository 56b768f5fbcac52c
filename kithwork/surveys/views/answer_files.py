"""Bringing in answers collected elsewhere: the file, its columns, the check, the result."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.catalogue.cell_errors import said
from kithwork.catalogue.mappings import Kind
from kithwork.catalogue.reading import CatalogueError
from kithwork.core.sheets import Sheet
from kithwork.files import progress
from kithwork.files.tables.errors import TableError
from kithwork.files.tables.reading import Choices, read_table
from kithwork.people.actions import uploads
from kithwork.people.models import ImportUpload
from kithwork.people.queries.uploads import (
    faults_of,
    header_of,
    mapping_known,
    schools_to_import,
)
from kithwork.surveys.actions.imports.runs import campaign_of, speaker_of, take_back_answers
from kithwork.surveys.filling import entry_of
from kithwork.surveys.forms.answer_files import AnswerColumnsForm, AnswerFileForm
from kithwork.surveys.forms.strip import language
from kithwork.surveys.importing import chosen_in, proposed
from kithwork.surveys.queries import answer_files as queries
from kithwork.surveys.tasks import apply_file, check_file
from kithwork.surveys.views.campaigns import REFUSED, runs_campaigns

State = ImportUpload.State


@runs_campaigns
@require_http_methods(["GET", "POST"])
def file(request: SignedInRequest) -> HttpResponse:
    """Choose a file of answers; below, those brought in so far."""
    posted = request.method == "POST"
    form = AnswerFileForm(
        schools_to_import(request.user),
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"instrument": request.GET.get("instrument")},
    )
    if form.is_bound and form.is_valid():
        taken = _taken_in(request, form)
        if taken is not None:
            address = redirect("ask:columns", uid=taken.uid)
            address["Location"] += f"?instrument={form.cleaned_data['instrument']}"
            return address
    told = {
        "form": form,
        "waiting": queries.answer_files_waiting(request.user),
        "runs": queries.answer_runs(request.user),
    }
    status = REFUSED if form.errors else 200
    return render(request, "surveys/answer_file.html", told, status=status)


@runs_campaigns
@require_http_methods(["GET", "POST"])
def columns(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what the columns mean; the meaning is kept for the next file with this header."""
    taken = queries.answer_file_for(request.user, uid)
    if taken.state in uploads.WORKING or taken.state == State.DONE:
        return redirect("ask:check", uid=uid)
    sheet = read_table(uploads.content_of(taken), Choices(**taken.choices))
    form = _columns_form(request, taken, sheet)
    if form.is_bound and form.is_valid() and _gave_meaning(request, taken, sheet, form):
        return redirect("ask:check", uid=uid)
    told = {"upload": taken, "form": form, "sheet": sheet}
    status = REFUSED if form.errors else 200
    return render(request, "surveys/answer_columns.html", told, status=status)


@runs_campaigns
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what the file would bring, or how far the job is; POST gives the last word."""
    uploads.recover(taken=queries.answer_file_for(request.user, uid), by=request.user)
    taken = queries.answer_file_for(request.user, uid)
    if request.method == "POST":
        try:
            uploads.begin_applying(taken=taken, by=request.user)
            apply_file.enqueue(taken.pk, request.user.pk)
        except Refused as refusal:
            messages.error(request, refusal.said_in(language()))
        return redirect("ask:check", uid=uid)
    told = {
        "upload": taken,
        "is_working": taken.state in uploads.WORKING,
        "progress": progress.told(taken.uid),
        "faults": faults_of(taken.outcome),
        "speaker": speaker_of(taken),
        "campaign": campaign_of(taken),
    }
    part = request.headers.get("HX-Request")
    page = "surveys/_answer_check.html" if part else "surveys/answer_check.html"
    return render(request, page, told)


@runs_campaigns
@require_POST
def throw_away(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Erase a file of answers that was not saved."""
    try:
        uploads.throw_away(taken=queries.answer_file_for(request.user, uid), by=request.user)
        messages.success(request, _("The file was erased; nothing was changed."))
    except Refused as refusal:
        messages.error(request, refusal.said_in(language()))
    return redirect("ask:file")


@runs_campaigns
@require_POST
def undo(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a file of answers back, unless somebody has acted on a form since."""
    try:
        take_back_answers(run=queries.answer_run_for(request.user, uid), by=request.user)
        messages.success(request, _("The answers of this file were removed."))
    except Refused as refusal:
        messages.error(request, refusal.said_in(language()))
    return redirect("ask:file")


def _taken_in(request: SignedInRequest, form: AnswerFileForm) -> ImportUpload | None:
    data = form.cleaned_data
    try:
        return uploads.upload(
            school=data["school"],
            kind=Kind.ANSWERS,
            content=data["file"].read(),
            by=request.user,
        )
    except TableError as error:
        form.add_error("file", " ".join(said(one, language()) for one in error.errors[:5]))
        return None


def _columns_form(request: SignedInRequest, taken: ImportUpload, sheet: Sheet) -> AnswerColumnsForm:
    known = taken.mapping or mapping_known(taken.school, taken.kind, sheet.columns)
    code, present = chosen_in(known) if known else ("", {})
    asked = request.POST.get("instrument") or request.GET.get("instrument") or code
    entry = entry_of(asked)
    if asked != code:
        present = proposed(entry, sheet.columns)
    data = request.POST if request.method == "POST" else None
    return AnswerColumnsForm(entry, sheet.columns, present, data, school=taken.school)


def _gave_meaning(
    request: SignedInRequest, taken: ImportUpload, sheet: Sheet, form: AnswerColumnsForm
) -> bool:
    try:
        uploads.give_meaning(
            taken=taken,
            mapping=form.mapping(),
            header=header_of(sheet.columns),
            by=request.user,
        )
    except (CatalogueError, Refused) as error:
        form.add_error(None, error.said_in(language()))
        return False
    said_by = {"speaker": form.said("speaker"), "campaign": form.said("campaign")}
    check_file.enqueue(taken.pk, request.user.pk, **said_by)
    return True
