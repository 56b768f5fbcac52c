"""The request that a view gets behind its guard."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from kithwork.access.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is signed in; the annotation of views, never instantiated."""

    user: User
    htmx: HtmxDetails
