"""What a respondent's browser holds while she answers: one signed cookie, gone with the window.

It names the invitation (not the student), how she came, and her language; it is sent to the
respondent's pages alone, cannot be read by scripts, and is void after two hours without an answer.
Leaving erases it, so that on a shared machine the next person finds nothing.
"""

import uuid
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

NAME = "kw_answer"
PATH = "/a/"
SALT = "kithwork.surveys.ticket"
SECONDS = 2 * 60 * 60
LANGUAGES = ("en", "zh-hans")


@dataclass(frozen=True, slots=True)
class Ticket:
    """`invitation` and `request` (a guardian's) are uids in hexadecimal, "" for none."""

    invitation: str = ""
    request: str = ""
    way: str = "link"
    language: str = ""

    @property
    def invitation_uid(self) -> uuid.UUID | None:
        return uuid.UUID(self.invitation) if self.invitation else None

    @property
    def request_uid(self) -> uuid.UUID | None:
        return uuid.UUID(self.request) if self.request else None


def ticket_of(request: HttpRequest) -> Ticket:
    """Return the ticket of a request; an empty one where there is none, or it is void."""
    try:
        said = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT, max_age=SECONDS)
        return Ticket(**said)
    except (signing.BadSignature, TypeError):
        return Ticket()


def hand_out(response: HttpResponse, ticket: Ticket) -> HttpResponse:
    """Give the browser its ticket, renewed."""
    response.set_cookie(
        NAME,
        signing.dumps(asdict(ticket), salt=SALT),
        path=PATH,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def take_back(response: HttpResponse) -> HttpResponse:
    """Erase what the browser holds of this respondent."""
    response.delete_cookie(NAME, path=PATH, samesite="Lax")
    response.delete_cookie(settings.CSRF_COOKIE_NAME)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
