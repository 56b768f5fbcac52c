"""Guards of views. Every view has one; a test of the whole application finds any without.

Somebody who is not signed in is sent to sign in; a script gets 401 and keeps what was typed.
Somebody who may not gets 403, and the trail's actor then carries the role that was used.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from kithwork.access.permissions import NotAllowed, held
from kithwork.access.queries.glass import behind_glass
from kithwork.access.roles import Form, Section, Verb
from kithwork.audit.context import amend_actor

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Guard:
    """What a view asks of whoever opens it."""

    kind: str
    verb: Verb | None = None
    section: Section | None = None
    form: Form = Form.FULL


def guard_of(view: Any) -> Guard | None:
    """Return the guard of a view, or None where it has none."""
    guard = getattr(view, "guard", None)
    return guard if isinstance(guard, Guard) else None


def open_to_all(view: View) -> View:
    """Guard a page that anyone may open: signing in, help, an answer to an invitation."""
    return _marked(view, view, Guard("open"))


def signed_in(view: View) -> View:
    """Guard a page of one's own: any account that is signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **parts)

    return _marked(guarded, view, Guard("signed_in"))


def posted(
    section: Section,
    verb: Verb = Verb.READ,
    *,
    form: Form = Form.FULL,
    school_wide: bool = False,
) -> Callable[[View], View]:
    """Guard a page by the matrix: some posting must allow the verb on the section.

    `school_wide`: for a whole school, and not for a class or some students of it alone.

    Whoever has broken a glass in front of the section comes in while it is open. Which students or
    cases it reaches is for the page's query to say; a page for writing that
    has no query asks `permissions.require` in its action.
    """

    def guarding(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            allowed = [
                grant
                for grant in held(request.user, verb, section, form=form)
                if grant.is_school_wide or not school_wide
            ]
            allowed = allowed or behind_glass(request.user, verb, section)
            if not allowed:
                raise NotAllowed(f"You may not {verb.value} {section.value}.")
            schools = {grant.school_uid for grant in allowed}
            amend_actor(role=allowed[0].role, school=schools.pop() if len(schools) == 1 else None)
            return view(request, *args, **parts)

        return _marked(guarded, view, Guard("posted", verb, section, form))

    return guarding


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, that would lose what was typed if it were sent to another page."""
    return request.headers.get("Accept", "").startswith("application/json")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": "signed_out"}, status=401)
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=401)
        response["HX-Redirect"] = redirect_to_login(request.get_full_path()).url
        return response
    return redirect_to_login(request.get_full_path())


def _marked(guarded: View, view: View, guard: Guard) -> View:
    guarded.guard = guard  # type: ignore[attr-defined]
    guarded.__name__ = getattr(view, "__name__", "view")
    return guarded
