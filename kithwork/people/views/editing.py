"""What all pages with a form on a student's record have in common: show it, or save and go back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kithwork.access.requests import SignedInRequest
from kithwork.audit import clock
from kithwork.people.addresses import page_of
from kithwork.people.forms.versioned import VersionedForm
from kithwork.people.models import Student


@dataclass(frozen=True, slots=True)
class EditPage:
    """A form's page: its title and line of context, its draft, and what its button says."""

    title: str | Promise
    draft: str
    student: Student | None = None
    lead: str | Promise = ""
    button: str | Promise = ""
    back: str = ""


def edited(
    request: SignedInRequest,
    form: VersionedForm,
    save: Callable[[], object],
    *,
    page: EditPage,
    template: str = "people/edit.html",
    **more: Any,
) -> HttpResponse:
    """Save what was sent and lead back; or show the form, with what stands in the way."""
    back = page.back or (page_of(page.student) if page.student else "")
    if request.method == "POST" and form.is_valid() and form.saves(save):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(back)
    context = {"form": form, "page": page, "back": back, **more}
    return render(request, template, context)


def today_at(student: Student) -> dt.date:
    """Return the date it is at a student's school."""
    return clock.today(student.school.time_zone)
