"""What is set around each request: who acts, her language and clock, and what she must do first.

The page that was asked for waits while a second factor that the role demands is missing.
"""

import uuid
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from kithwork.access.guards import wants_json
from kithwork.access.models import User
from kithwork.access.permissions import postings_of, remembering
from kithwork.access.second_factor import lacks_second_factor
from kithwork.audit.context import Actor, acting
from kithwork.audit.ids import new_uid

Respond = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Name the actor of everything that is recorded while a request is answered."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_uid = new_uid()
        user = request.user if isinstance(request.user, User) else None
        is_safe = request.method in ("GET", "HEAD")
        with acting(_actor(user, request_uid)), remembering(changes_nothing=is_safe):
            response = self.respond(request)
        response["X-Request-Id"] = str(request_uid)
        return response


class LanguageMiddleware:
    """Speak the language that the user chose in her account, where no cookie says otherwise."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        has_chosen_here = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if isinstance(user, User) and user.language and not has_chosen_here:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.respond(request)


class SchoolTimeMiddleware:
    """Tell every time as the clock of the user's school tells it; of her first, where she has many.

    What belongs to one school is told on that school's own clock by the page (`|moment`).
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(_zone_of(request.user)):
            return self.respond(request)


class FirstThingsMiddleware:
    """Send a user who must set up a second factor to do so."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        route = _owed(request.user) if isinstance(request.user, User) else None
        if route is None or _is_on_the_way(request.path, route):
            return self.respond(request)
        if wants_json(request):
            return JsonResponse({"error": route}, status=403)
        return redirect(route)


def _actor(user: User | None, request_uid: uuid.UUID) -> Actor:
    return Actor(uid=user.uid if user else None, request=request_uid)


def _zone_of(user: object) -> ZoneInfo | None:
    postings = postings_of(user) if isinstance(user, User) else ()
    return ZoneInfo(postings[0].school.time_zone or "UTC") if postings else None


def _owed(user: User) -> str | None:
    return "mfa_index" if lacks_second_factor(user) else None


def _is_on_the_way(path: str, route: str) -> bool:
    allowed = [
        reverse(route),
        reverse("account_logout"),
        reverse("set_language"),
        reverse("account_reauthenticate"),
    ]
    return path.startswith((*allowed, f"/{settings.STATIC_URL.strip('/')}/"))
