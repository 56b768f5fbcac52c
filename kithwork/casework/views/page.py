"""What all pages of a case have in common: the case around them, and saving a form."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Verb
from kithwork.casework.models import Case
from kithwork.casework.queries.reach import reaches_case
from kithwork.casework.queries.shell import part_shell_of, shell_of
from kithwork.people.forms.versioned import VersionedForm

REFUSED = 422


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


def address_of(name: str, case: Case, **parts: Any) -> str:
    """Return the address of a page of a case."""
    return reverse(f"casework:{name}", kwargs={"uid": case.uid, **parts})


def case_page(
    request: SignedInRequest,
    case: Case,
    template: str,
    *,
    tab: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Show a page of a case, with the case around it."""
    shell = shell_of(request.user, case, tab=tab, language=language())
    told = {"shell": shell, "case": case, "student": case.student, **context}
    return render(request, template, told, status=status)


def part_page(
    request: SignedInRequest,
    case: Case,
    template: str,
    *,
    tab: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Show a part of a case: with the case around it for those who have it, else by itself.

    The template extends `base`.
    """
    if reaches_case(request.user, Verb.READ, case) is not None:
        told = {"base": "casework/shell.html", **context}
        return case_page(request, case, template, tab=tab, status=status, **told)
    shell = part_shell_of(request.user, case)
    told = {"base": "casework/part.html", "shell": shell, "case": case, "student": case.student}
    return render(request, template, {**told, **context}, status=status)


def saved(
    request: SignedInRequest,
    form: forms.Form,
    save: Callable[[], object],
    *,
    field: str | None = None,
) -> bool:
    """Whether what was sent was saved; else the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    if not _did(form, save, field):
        return False
    messages.success(request, _("Saved."))
    return True


def status_of(form: forms.Form) -> int:
    """Return the status with which a form is shown: refused where something is wrong with it."""
    return REFUSED if form.is_bound and form.errors else 200


def back_to(name: str, uid: uuid.UUID) -> HttpResponseRedirect:
    """Lead back to a page of a case."""
    return HttpResponseRedirect(reverse(f"casework:{name}", kwargs={"uid": uid}))


def refused(request: SignedInRequest, problem: Refused) -> None:
    """Say on the next page why something did not go."""
    messages.error(request, problem.said_in(language()))


def say_errors(request: SignedInRequest, form: forms.Form) -> None:
    """Say on the next page what is wrong with a form that has no page of its own."""
    for errors in form.errors.values():
        messages.error(request, str(errors[0]))


def _did(form: forms.Form, save: Callable[[], object], field: str | None) -> bool:
    if isinstance(form, VersionedForm):
        return form.saves(save)
    return _saves(form, save, field)


def _saves(form: forms.Form, save: Callable[[], object], field: str | None) -> bool:
    try:
        save()
    except Refused as problem:
        form.add_error(field, problem.said_in(language()))
        return False
    return True
