"""Pages of a case as a person opens them: signed in, by the name of the page, form by form."""

import re

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kithwork.access.models import User
from kithwork.casework.models import Case


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(case: Case, name: str, **parts: object) -> str:
    return reverse(f"casework:{name}", kwargs={"uid": case.uid, **parts})


def sent(client: Client, where: str, data: dict[str, object]) -> HttpResponse:
    """Fill in the form as a browser shows it, change what `data` says, and send it."""
    shown = client.get(where)
    fields = hidden(shown.content.decode())
    return client.post(where, {**fields, **data})


def hidden(page: str) -> dict[str, str]:
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1] if value else ""
    return found


def text_of(client: Client, where: str) -> str:
    response = client.get(where)
    assert response.status_code == 200
    return response.content.decode()
