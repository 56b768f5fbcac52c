"""The answer after too many failed attempts: when to try again, not whether the account exists."""

import datetime as dt
from typing import Any

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest, _answered: HttpResponse, _credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Say how long to wait. Axes calls this for every attempt while a name is shut."""
    wait = get_cool_off(request) or dt.timedelta()
    minutes = max(1, round(wait.total_seconds() / 60))
    return render(request, "access/locked_out.html", {"minutes": minutes}, status=429)
