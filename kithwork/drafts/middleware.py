"""A form that was saved needs its draft no longer.

A page sends `kw-draft` (form:object) with the form. Where the answer is a redirect, the form was
saved (post, redirect, get): the draft goes, and a short-lived cookie tells the next page to
forget the copy on the device. Any other answer keeps it.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kithwork.drafts import actions

FIELD = "kw-draft"
COOKIE = "kw-saved"
SAVED = (302, 303)
NAME = re.compile(r"[\w-]{1,80}(:[\w-]{0,80})?", re.ASCII)


class DraftsMiddleware:
    """Drops the draft of a form that was saved."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        writer = request.user if request.user.is_authenticated else None
        response = self.get_response(request)
        name = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if writer and NAME.fullmatch(name) and _has_saved(response):
            form, _, object_ = name.partition(":")
            actions.drop(user=writer, form=form, object=object_)
            response.set_cookie(
                COOKIE, name, max_age=120, samesite="Lax", secure=request.is_secure()
            )
        return response


def _has_saved(response: HttpResponse) -> bool:
    return response.status_code in SAVED or "HX-Redirect" in response.headers
