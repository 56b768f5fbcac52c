"""Drafts over JSON. A signed-out page gets 401 in JSON and keeps its text; never a redirect."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kithwork.access.guards import signed_in, wants_json
from kithwork.access.requests import SignedInRequest
from kithwork.drafts import actions, queries
from kithwork.drafts.forms import TypedForm


@signed_in
@never_cache
@require_GET
def session(request: SignedInRequest) -> JsonResponse:
    """Say who is signed in, with a fresh CSRF token: signing in again has rotated it."""
    return JsonResponse({"user": str(request.user.uid), "csrf": get_token(request)})


@signed_in
@never_cache
@require_http_methods(["GET", "PUT", "DELETE"])
def draft(request: SignedInRequest, *, form: str, object: str = "") -> JsonResponse:  # noqa: A002
    """Give, keep or drop one draft of the person who is signed in.

    A page says whose it is: what one person typed never comes under another's name.
    """
    if request.headers.get("X-Kw-User", str(request.user.uid)) != str(request.user.uid):
        return JsonResponse({"error": "someone_else"}, status=409)
    if request.method == "PUT":
        return _keep(request, form, object)
    if request.method == "DELETE":
        dropped = actions.drop(user=request.user, form=form, object=object)
        return JsonResponse({"dropped": dropped})
    kept = queries.draft_of(request.user, form=form, object=object)
    return JsonResponse({"draft": _as_json(kept) if kept else None})


def _keep(request: SignedInRequest, form: str, object_: str) -> JsonResponse:
    typed = TypedForm.from_body(request.body)
    if not typed.is_valid():
        return JsonResponse({"error": "not_a_draft", "fields": sorted(typed.errors)}, status=400)
    try:
        kept = actions.keep(user=request.user, form=form, object=object_, typed=typed.typed())
    except actions.DraftTooLong:
        return JsonResponse({"error": "too_long"}, status=413)
    return JsonResponse({"at": kept.updated_at.isoformat()})


def _as_json(kept: queries.Kept) -> dict[str, object]:
    return {
        "values": kept.values,
        "base_version": kept.base_version,
        "form_version": kept.form_version,
        "at": kept.updated_at.isoformat(),
    }


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Say what a refused form means; in JSON where JSON was asked for.

    Signing in rotates the token, so a form of an older tab is refused: the text is a draft.
    """
    if wants_json(request):
        return JsonResponse({"error": "token"}, status=403)
    return render(request, "drafts/token_refused.html", status=403)
