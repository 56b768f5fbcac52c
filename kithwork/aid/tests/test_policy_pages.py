"""The pages of policies: what a document's head says, with and without an issuer."""

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.aid.actions.policies import Document, Reading, read_clause, record_document
from kithwork.aid.tests.made import SINCE
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("issuer", "line"),
    [("", "<p>1 September 2026</p>"), ("学工部", "<p>学工部  · 1 September 2026</p>")],
)
def test_a_documents_head_begins_with_what_is_known(cast: Cast, issuer: str, line: str) -> None:
    document = Document(title="Aid rules", starts_on=SINCE, issuer=issuer)
    made = record_document(school=cast.college, document=document, by=cast.zhou)
    client = Client()
    client.force_login(cast.zhou, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("aid:policy", kwargs={"uid": made.uid}), HTTP_ACCEPT_LANGUAGE="en")
    assert line in page.content.decode()


def test_what_a_clause_does_not_say_is_said_to_be_silent(cast: Cast) -> None:
    document = Document(title="Aid rules", starts_on=SINCE)
    made = record_document(school=cast.college, document=document, by=cast.zhou)
    reading = Reading(label="Article 3", gist="Loans are made.", read_on=SINCE)
    read_clause(document=made, reading=reading, by=cast.zhou)
    client = Client()
    client.force_login(cast.zhou, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("aid:policy", kwargs={"uid": made.uid}), HTTP_ACCEPT_LANGUAGE="en")
    cells = page.content.decode()
    assert (cells.count("it does not say"), cells.count("not recorded")) == (2, 1)
