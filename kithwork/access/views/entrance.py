"""The entrance: signing in, choosing one's first password, and an installation's first start."""

from allauth.account import views as account
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kithwork.access.actions.first_start import set_up
from kithwork.access.actions.invitations import accept
from kithwork.access.forms.invitations import FirstPasswordForm
from kithwork.access.forms.schools import FirstStartForm
from kithwork.access.guards import open_to_all
from kithwork.access.queries.accounts import has_accounts
from kithwork.access.refusals import Refused


@open_to_all
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, or lead to the first start where nobody has an account."""
    if not has_accounts():
        return redirect("first_start")
    answer: HttpResponse = account.login(request)
    return answer


@open_to_all
def first_start(request: HttpRequest) -> HttpResponse:
    """Set an empty installation up; there is no such page once an account exists."""
    if has_accounts():
        raise Http404
    form = FirstStartForm(request.POST or None)
    if form.is_valid():
        try:
            set_up(first=form.first(), code=form.cleaned_data["setup_code"])
        except Refused as refused:
            form.add_error(None, refused.said_in(get_language() or "en"))
        else:
            return redirect("account_login")
    return render(request, "access/first_start.html", {"form": form})


@open_to_all
def first_password(request: HttpRequest) -> HttpResponse:
    """Let somebody choose her password with the code that was handed to her."""
    form = FirstPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            accept(**form.chosen())
        except Refused as refused:
            form.add_error(None, refused.said_in(get_language() or "en"))
        else:
            messages.success(request, _("Your password stands. Sign in with it."))
            return redirect("account_login")
    return render(request, "access/first_password.html", {"form": form})
