"""Bringing in a file, a step a page: the file, its columns, the check, the result."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kithwork.access.guards import posted
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.catalogue.cell_errors import said
from kithwork.catalogue.mappings import Kind
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.words import say
from kithwork.files import progress
from kithwork.files.tables.errors import TableError
from kithwork.files.tables.writing import csv_bytes
from kithwork.people.actions import uploads
from kithwork.people.actions.imports import take_back
from kithwork.people.forms.imports import ColumnsForm, ConfirmForm, FileForm, ReadingForm
from kithwork.people.importing import Columns, changing_rows, columns_of, with_choices
from kithwork.people.models import ImportUpload
from kithwork.people.queries import uploads as queries
from kithwork.people.tasks import apply_upload, check_upload

keeps_rosters = posted(Section.CAMPAIGNS, Verb.WRITE, school_wide=True)
State = ImportUpload.State


@keeps_rosters
@require_http_methods(["GET", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    """Choose a file; below, the imports so far."""
    form = FileForm(
        queries.schools_to_import(request.user), request.POST or None, request.FILES or None
    )
    if request.method == "POST" and form.is_valid():
        taken = _taken_in(request, form)
        if taken is not None:
            return redirect("imports:columns", uid=taken.uid)
    context = {
        "form": form,
        "runs": queries.runs_for(request.user),
        "waiting": queries.waiting_for(request.user),
    }
    return render(request, "people/imports.html", context, status=400 if form.errors else 200)


@keeps_rosters
@require_http_methods(["GET", "POST"])
def columns(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what the columns mean; the meaning is kept for the next file with this header."""
    taken = queries.upload_for(request.user, uid)
    if taken.state in uploads.WORKING or taken.state == State.DONE:
        return redirect("imports:check", uid=uid)
    found = columns_of(taken)
    form = ColumnsForm(found.sheet.columns, found.meanings, taken.kind, request.POST or None)
    if request.method == "POST" and form.is_valid() and _gave_meaning(request, taken, found, form):
        return redirect("imports:check", uid=uid)
    reading = ReadingForm(found.sheet.sheets, initial=_as_read(found))
    context = {"upload": taken, "found": found, "form": form, "reading": reading}
    return render(
        request, "people/import_columns.html", context, status=400 if form.errors else 200
    )


@keeps_rosters
@require_POST
def reading(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Read the file in another way."""
    taken = queries.upload_for(request.user, uid)
    try:
        form = ReadingForm(columns_of(taken).sheet.sheets, request.POST)
        if form.is_valid():
            uploads.read_otherwise(taken=taken, choices=form.choices(), by=request.user)
    except TableError as error:
        messages.error(request, _said(error))
    except Refused as refusal:
        messages.error(request, refusal.said_in(get_language() or "en"))
    return redirect("imports:columns", uid=uid)


@keeps_rosters
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what the import would do, or how far the job is; POST gives the last word."""
    uploads.recover(taken=queries.upload_for(request.user, uid), by=request.user)
    taken = queries.upload_for(request.user, uid)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, taken, form)
    context = {
        "upload": taken,
        "form": form,
        "is_working": taken.state in uploads.WORKING,
        "progress": progress.told(taken.uid),
        "faults": queries.faults_of(taken.outcome),
        "leavers": queries.leavers_of(request.user, taken),
        "changing": changing_rows(taken) if taken.state == State.CHECKED else [],
    }
    page = (
        "people/_import_check.html"
        if request.headers.get("HX-Request")
        else "people/import_check.html"
    )
    return render(request, page, context, status=400 if form.errors else 200)


@keeps_rosters
def faults(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Give the faults as a table, for whoever mends the file."""
    taken = queries.upload_for(request.user, uid)
    language = get_language() or "en"
    rows = [
        (one.row, one.column, say(one.reason, language)) for one in queries.faults_of(taken.outcome)
    ]
    content = csv_bytes((_("row"), _("column"), _("what is wrong")), rows)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="faults.csv"'
    return response


@keeps_rosters
@require_POST
def throw_away(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Erase a file that was not applied."""
    try:
        uploads.throw_away(taken=queries.upload_for(request.user, uid), by=request.user)
        messages.success(request, _("The file was erased; nothing was changed."))
    except Refused as refusal:
        messages.error(request, refusal.said_in(get_language() or "en"))
    return redirect("imports:start")


@keeps_rosters
@require_POST
def undo(request: SignedInRequest, uid: uuid.UUID) -> HttpResponse:
    """Take an import back, unless something hangs on it since."""
    try:
        take_back(run=queries.run_for(request.user, uid), by=request.user)
        messages.success(request, _("The import was taken back."))
    except Refused as refusal:
        messages.error(request, refusal.said_in(get_language() or "en"))
    return redirect("imports:start")


def _taken_in(request: SignedInRequest, form: FileForm) -> ImportUpload | None:
    data = form.cleaned_data
    try:
        mapping = data["mapping"].read().decode("utf-8-sig") if data["mapping"] else ""
        return uploads.upload(
            school=data["school"],
            kind=Kind(data["kind"]),
            content=data["file"].read(),
            mapping=mapping,
            by=request.user,
        )
    except UnicodeDecodeError:
        form.add_error("mapping", _("The mapping is not UTF-8 text."))
    except CatalogueError as error:
        form.add_error("mapping", error.said_in(get_language() or "en"))
    except TableError as error:
        form.add_error("file", _said(error))
    return None


def _gave_meaning(
    request: SignedInRequest, taken: ImportUpload, found: Columns, form: ColumnsForm
) -> bool:
    written = request.POST.get("mapping", "").strip()
    text = written if written and written != found.text.strip() else None
    if text is None and found.numbers_nobody(form.chosen()):
        form.add_error(None, say("imports.number_not_chosen", get_language() or "en"))
        return False
    try:
        uploads.give_meaning(
            taken=taken,
            mapping=text or with_choices(found, form.chosen(), form.cleaned_data),
            header=queries.header_of(found.sheet.columns),
            by=request.user,
        )
    except (CatalogueError, Refused) as error:
        form.add_error(None, error.said_in(get_language() or "en"))
        return False
    check_upload.enqueue(taken.pk, request.user.pk)
    return True


def _confirmed(request: SignedInRequest, taken: ImportUpload, form: ConfirmForm) -> HttpResponse:
    try:
        uploads.begin_applying(taken=taken, by=request.user)
        apply_upload.enqueue(taken.pk, request.user.pk, form.leaving_on())
    except Refused as refusal:
        messages.error(request, refusal.said_in(get_language() or "en"))
    return redirect("imports:check", uid=taken.uid)


def _as_read(found: Columns) -> dict[str, object]:
    sheet = found.sheet
    return {
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sheet": sheet.sheet,
        "header": sheet.header_row,
    }


def _said(error: TableError) -> str:
    language = get_language() or "en"
    return " ".join(said(one, language) for one in error.errors[:5])
