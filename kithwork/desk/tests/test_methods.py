"""The methods pages inside the product: every one opens, and links between them hold."""

import re

import pytest
from django.template import Context, Template
from django.urls import reverse

from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.methods import method_as_html, method_pages
from kithwork.needs.tests.made import CONTACT, note
from kithwork.people.addresses import page_of

pytestmark = pytest.mark.django_db
ADDRESS = "/methods/{}/"


@pytest.mark.parametrize("slug", sorted(method_pages()))
def test_a_page_is_html_and_its_links_lead_somewhere(slug):
    html = method_as_html(slug, address=ADDRESS)
    assert "<h2" in html or "<p>" in html
    known = {ADDRESS.format(one) for one in method_pages()}
    for href in re.findall(r'href="([^"]+)"', html):
        assert href.startswith(("https://", "#")) or href.partition("#")[0] in known, href


def test_of_a_link_out_of_the_methods_the_words_are_left():
    assert "Worked cases:\ndisclosure-by-example.</p>" in method_as_html(
        "disclosure", address=ADDRESS
    )


def test_tables_are_tables_and_html_is_words():
    html = method_as_html("academics", address=ADDRESS)
    assert "<table>" in html or "<ul>" in html
    assert "<script" not in "".join(method_as_html(s, address=ADDRESS) for s in method_pages())


@pytest.mark.parametrize("code", sorted(instruments()))
def test_every_instrument_has_its_page(code):
    assert code in method_pages()


def test_a_link_to_no_page_draws_nothing():
    drawn = Template('{% load look %}{% method "phq-9" %}|{% method "of-nothing" %}')
    with_page, without = drawn.render(Context()).split("|")
    assert reverse("desk:method", kwargs={"slug": "phq-9"}) in with_page
    assert without == ""


def test_whoever_sees_a_need_finds_how_it_is_worked_out(cast, client):
    note(cast.xiaoyu, {CONTACT: "never"})
    client.force_login(cast.lin)
    page = client.get(page_of(cast.xiaoyu)).content.decode()
    for slug in ("needs", "left-behind"):
        assert f"/methods/{slug}/" in page
    assert client.get("/methods/needs/").status_code == 200
    assert client.get("/methods/of-nothing/").status_code == 404
    assert "PHQ-9" in client.get("/methods/").content.decode()
