"""The evidence page: a file of one's own, a method, what was found, and the code for it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.catalogue.cell_errors import said as said_of
from kithwork.catalogue.methods import method_pages
from kithwork.catalogue.words import say
from kithwork.core.columns import ColumnError, Columns
from kithwork.core.sheets import CellError
from kithwork.core.text import written_in
from kithwork.documents import queries
from kithwork.documents.evidence import files
from kithwork.documents.evidence.forms import MethodForm, WorkFileForm
from kithwork.documents.evidence.results import KINDS, given, work_out
from kithwork.documents.models import WorkFile
from kithwork.documents.workbench.columns import seen_in
from kithwork.documents.workbench.method import CannotWork, Method
from kithwork.documents.workbench.registry import METHODS
from kithwork.files.sending import as_file
from kithwork.files.tables.errors import TableError

REFUSED = 422
METHODS_AT = "../../methods/"  # the desk's, from the page of a method
SHOWN_ROWS, SHOWN_FAULTS = 6, 5
reads_numbers = posted(Section.AGGREGATES)


@reads_numbers
@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest) -> HttpResponse:
    """Load a file; with one, see its first rows and choose a method."""
    is_sent = request.method == "POST"
    form = WorkFileForm(*((request.POST, request.FILES) if is_sent else ()))
    if is_sent and form.is_valid() and _taken_in(request, form):
        return redirect("evidence:start")
    taken = files.file_of(request, request.user)
    told = {
        "form": form,
        "methods": [_named(one) for one in METHODS.values()],
        "campaigns": queries.campaigns_to_measure(request.user),
        "hours": files.lifetime() // dt.timedelta(hours=1),
        **_shown(taken),
    }
    return render(request, "documents/evidence.html", told, status=REFUSED if form.errors else 200)


@reads_numbers
@require_http_methods(["GET", "POST"])
def method(request: SignedInRequest, *, code: str) -> HttpResponse:
    """Choose columns for a method; below, what was found."""
    taken = files.file_of(request, request.user)
    if taken is None:
        messages.error(request, _("There is no file any more. Load it again to go on."))
        return redirect("evidence:start")
    form = _form(request, taken, METHODS[code])
    if request.method == "POST" and form.is_valid() and _worked_out(taken, form):
        return redirect("evidence:method", code=code)
    results = files.results_of(taken)
    if form.is_bound or results.get("method") != code:
        results = {}
    told = {
        "method": _named(METHODS[code]),
        "methods_at": METHODS_AT,
        "pages": [method_pages()[name] for name in METHODS[code].pages],
        "form": form,
        "results": results,
        "found": results.get(_language()),
        "ends_at": taken.created_at + files.lifetime(),
    }
    status = REFUSED if form.errors else 200
    return render(request, "documents/evidence_method.html", told, status=status)


@reads_numbers
@require_safe
def take(request: SignedInRequest, *, code: str, kind: str) -> HttpResponse:
    """Give what was found in a format."""
    taken = files.file_of(request, request.user)
    results = files.results_of(taken) if taken else {}
    content = given(results, kind, language=_language()) if results.get("method") == code else None
    if taken is None or content is None:
        raise Http404("There is no such result on the workbench any more.")
    files.note_taking_along(taken=taken, kind=kind, by=request.user)
    name = f"kithwork-{code}-{clock.today('UTC'):%Y-%m-%d}.{kind}"
    return as_file(content, KINDS[kind], name=name)


@reads_numbers
@require_POST
def remove(request: SignedInRequest) -> HttpResponse:
    """Erase the file now."""
    if taken := files.file_of(request, request.user):
        files.remove(taken=taken, by=request.user)
        messages.success(request, _("The file and what was found of it were erased."))
    return redirect("evidence:start")


def _taken_in(request: SignedInRequest, form: WorkFileForm) -> bool:
    try:
        files.take_in(request=request, content=form.cleaned_data["file"].read(), by=request.user)
    except TableError as error:
        form.add_error("file", _faults(error.errors))
        return False
    return True


def _form(request: SignedInRequest, taken: WorkFile, chosen: Method) -> MethodForm:
    sheet = files.sheet_of(taken)
    return MethodForm(
        chosen,
        seen_in(Columns(sheet)),
        sheet.sheets,
        request.POST if request.method == "POST" else None,
        language=_language(),
        asked=files.asked_of(taken).get(chosen.code, {}),
    )


def _worked_out(taken: WorkFile, form: MethodForm) -> bool:
    """Compute and keep; what cannot be computed stands as an error of the form."""
    said, reading = form.said(), form.reading()
    try:
        results = work_out(
            form.method,
            files.content_of(taken),
            said=said,
            reading=reading,
            kind=taken.kind,
            on=clock.today("UTC"),
        )
    except (TableError, ColumnError) as error:
        faults = error.errors if isinstance(error, TableError) else error.faults
        form.add_error(None, _faults(faults))
        return False
    except CannotWork as error:
        form.add_error(None, error.said_in(_language()))
        return False
    of_file = {"sheet": reading.sheet, "where": reading.where, "missing_as": reading.missing_as}
    asked = {**files.asked_of(taken), form.method.code: {"said": said, "reading": of_file}}
    files.keep(taken=taken, asked=asked, results=results)
    return True


def _faults(faults: tuple[CellError, ...]) -> list[str]:
    """Return the first places that are wrong; a row and a column, never what stands there."""
    told = [said_of(fault, _language()) for fault in faults[:SHOWN_FAULTS]]
    if left := len(faults) - len(told):
        told.append(say("files.and_more", _language(), count=left))
    return told


def _shown(taken: WorkFile | None) -> dict[str, Any]:
    if taken is None:
        return {"taken": None}
    sheet = files.sheet_of(taken)
    return {
        "taken": taken,
        "ends_at": taken.created_at + files.lifetime(),
        "sheet": sheet,
        "columns": [
            (one, say(f"workbench.looks.{one.looks}", _language()))
            for one in seen_in(Columns(sheet))
        ],
        "rows": sheet.rows[:SHOWN_ROWS],
        "warnings": [say(one, _language()) for one in sheet.warnings],
    }


def _named(one: Method) -> dict[str, str]:
    return {
        "code": one.code,
        "name": say(f"workbench.method.{one.code}", _language()),
        "about": say(f"workbench.about.{one.code}", _language()),
    }


def _language() -> str:
    return written_in(get_language() or "en")
