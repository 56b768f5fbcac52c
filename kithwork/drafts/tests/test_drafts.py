"""What is typed is kept for its writer alone, sealed, and goes when the form is saved."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory

from kithwork.access.models import DataKey, Organisation, Posting, School, User
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.drafts import actions, queries
from kithwork.drafts.middleware import COOKIE, DraftsMiddleware
from kithwork.drafts.models import Draft

pytestmark = pytest.mark.django_db
Events = Callable[[], list[AuditEvent]]

BODY = {"values": {"words": ["she said: 想妈妈"]}, "title": "A note", "address": "/students/1/"}


@pytest.fixture
def school() -> School:
    Organisation.objects.create(id=1, name_en="Green Hill")
    return School.objects.create(code="a", name_en="A", kind="other", time_zone="Asia/Shanghai")


@pytest.fixture
def writer(school: School) -> User:
    user = User.objects.create(username="writer", name="Writer")
    first_day = clock.today() - dt.timedelta(days=30)
    Posting.objects.create(user=user, role="worker", school=school, starts_on=first_day)
    return user


@pytest.fixture
def other() -> User:
    return User.objects.create(username="other", name="Other")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def put(client: Client, body: object, address: str = "/drafts/note/42/") -> HttpResponse:
    return client.put(address, json.dumps(body), headers={"Accept": "application/json"})


def typed(words: str = "想妈妈") -> actions.Typed:
    return actions.Typed(values={"words": [words]}, title="A note", address="/students/1/")


def test_what_was_typed_comes_back_to_its_writer(writer: User) -> None:
    client = signed_in(writer)
    assert put(client, BODY).status_code == 200
    assert put(client, {**BODY, "values": {"words": ["more"]}}).status_code == 200
    draft = client.get("/drafts/note/42/").json()["draft"]
    assert draft["values"] == {"words": ["more"]}
    assert Draft.objects.count() == 1


def test_nobody_else_reads_or_drops_it(writer: User, other: User) -> None:
    put(signed_in(writer), BODY)
    client = signed_in(other)
    assert client.get("/drafts/note/42/").json() == {"draft": None}
    assert client.delete("/drafts/note/42/").json() == {"dropped": False}
    assert queries.drafts_of(other) == []
    assert len(queries.drafts_of(writer)) == 1


def test_it_is_closed_to_its_writer_when_her_posting_has_ended(
    writer: User, school: School
) -> None:
    put(signed_in(writer), BODY)
    today = clock.today("Asia/Shanghai")
    writer.postings.update(ends_on=today)
    assert signed_in(writer).get("/drafts/note/42/").json()["draft"] is not None
    with clock.telling(clock.now() + dt.timedelta(days=1)):
        assert signed_in(writer).get("/drafts/note/42/").json() == {"draft": None}
        assert queries.drafts_of(writer) == []
        Posting.objects.create(user=writer, role="worker", school=school, starts_on=today)
        assert queries.drafts_of(writer) == []
        put(signed_in(writer), BODY, "/drafts/note/43/")
        assert [one.object for one in queries.drafts_of(writer)] == ["43"]


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_a_page_of_one_person_reaches_no_drafts_of_another(
    writer: User, other: User, method: str
) -> None:
    page = {"X-Kw-User": str(writer.uid), "Accept": "application/json"}
    answer = signed_in(other).generic(
        method.upper(), "/drafts/note/42/", json.dumps(BODY), headers=page
    )
    assert (answer.status_code, answer.json()) == (409, {"error": "someone_else"})
    assert not Draft.objects.exists()


def test_the_database_holds_no_word_of_it(writer: User) -> None:
    put(signed_in(writer), BODY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM drafts_draft")
        row = cursor.fetchone()
    stored = b"".join(
        bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row
    )
    assert "想妈妈".encode() not in stored
    assert b"A note" not in stored


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_a_signed_out_page_is_told_so_in_json(method: str) -> None:
    answer = getattr(Client(), method)("/drafts/note/42/", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json() == {"error": "signed_out"}


def test_a_rotated_token_is_told_in_json(writer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    assert put(client, BODY).json() == {"error": "token"}
    fresh = client.get("/drafts/session/").json()
    assert fresh["user"] == str(writer.uid)
    answer = client.put(
        "/drafts/note/42/", json.dumps(BODY), headers={"X-CSRFToken": fresh["csrf"]}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"values": {"words": "not a list"}}, "values"),
        ({"values": {"words": [1]}}, "values"),
        ({"address": "//other.example/"}, "address"),
        ({"address": "/students/?q=name"}, "address"),
        ({"title": "x" * 201}, "title"),
    ],
)
def test_what_is_no_draft_is_refused(writer: User, change: dict[str, object], field: str) -> None:
    answer = put(signed_in(writer), {**BODY, **change})
    assert answer.status_code == 400
    assert answer.json()["fields"] == [field]
    assert not Draft.objects.exists()


def test_too_much_is_refused_and_what_was_kept_stays(writer: User) -> None:
    actions.keep(user=writer, form="note", object="42", typed=typed("first"))
    answer = put(signed_in(writer), {**BODY, "values": {"words": ["长" * 200_000]}})
    assert answer.status_code == 413
    kept = queries.draft_of(writer, form="note", object="42")
    assert kept is not None
    assert kept.values == {"words": ["first"]}


def answered_with(response: HttpResponse, user: User) -> HttpResponse:
    request = RequestFactory().post("/students/1/", {"kw-draft": "note:42"})
    request.user = user

    def respond(_request: HttpRequest) -> HttpResponse:
        return response

    return DraftsMiddleware(respond)(request)


def test_a_saved_form_drops_its_draft_and_its_key(writer: User) -> None:
    actions.keep(user=writer, form="note", object="42", typed=typed())
    response = answered_with(HttpResponseRedirect("/students/1/"), writer)
    assert not Draft.objects.exists()
    assert not DataKey.objects.filter(kind=DataKey.Kind.DRAFT).exists()
    assert response.cookies[COOKIE].value == "note:42"


@pytest.mark.parametrize("status", [200, 400, 403, 409, 500])
def test_a_form_that_was_not_saved_keeps_its_draft(writer: User, status: int) -> None:
    actions.keep(user=writer, form="note", object="42", typed=typed())
    answered_with(HttpResponse(status=status), writer)
    assert Draft.objects.count() == 1


def test_typing_that_nobody_came_back_to_is_erased_with_its_key(
    writer: User, events: Events
) -> None:
    with clock.telling(clock.now() - actions.lifetime() - dt.timedelta(minutes=1)):
        put(signed_in(writer), BODY)
    put(signed_in(writer), BODY, "/drafts/note/43/")
    assert [one.object for one in queries.drafts_of(writer)] == ["43"]
    assert actions.expire() == 1
    assert [draft.object for draft in Draft.objects.all()] == ["43"]
    assert DataKey.objects.filter(kind=DataKey.Kind.DRAFT).count() == 1
    [event] = [event for event in events() if event.verb == "delete"]
    assert (event.subject_kind, event.reason, event.size) == ("draft", "expired", 1)
    assert actions.expire() == 0


def test_a_word_more_keeps_it(writer: User) -> None:
    with clock.telling(clock.now() - actions.lifetime()):
        put(signed_in(writer), BODY)
    put(signed_in(writer), BODY)
    assert actions.expire() == 0
    [kept] = queries.drafts_of(writer)
    assert kept.expires_at - kept.updated_at == actions.lifetime()
