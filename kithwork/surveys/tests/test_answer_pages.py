"""The respondent's pages as a browser without scripts gets them: light, and leaving nothing."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from kithwork.audit.ids import new_uid
from kithwork.surveys.models import Administration, Invitation
from kithwork.surveys.tests.asking import (
    code_of,
    guardian_code_of,
    invited,
    mother_of,
    opened_campaign,
)
from kithwork.surveys.ticket import NAME

pytestmark = pytest.mark.django_db
HEAVIEST = 60 * 1024  # bytes of a page with everything that it fetches
HEAVIEST_STYLE = 15 * 1024


@pytest.fixture
def campaign(cast):
    return opened_campaign(cast)


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def post(browser, name, **fields):
    """Send a form as its page had it, with the token that stood in it."""
    token = browser.cookies["csrftoken"].value if "csrftoken" in browser.cookies else ""
    page = browser.get(reverse("answer:enter")) if not token else None
    token = token or page.cookies["csrftoken"].value
    return browser.post(
        reverse(f"answer:{name}"), {**fields, "csrfmiddlewaretoken": token}, follow=True
    )


def entered(browser, invitation):
    return post(browser, "enter", code=code_of(invitation))


def chosen(page):
    """The question on a page and its first answer."""
    text = page.content.decode()
    question = re.search(r'name="question" value="([^"]+)"', text)[1]
    return question, re.search(r'name="a" value="([^"]+)"', text)[1]


def answered_through(browser, page):
    """Answer question after question until no question stands on the page."""
    while "question.html" in str([t.name for t in page.templates]):
        question, first = chosen(page)
        page = post(browser, "answer", question=question, a=first, go="next")
    return page


def shows(page):
    names = [template.name for template in page.templates if template.name]
    [shown] = [
        n.split("/")[-1]
        for n in names
        if n.startswith("surveys/answer/") and "/_" not in n and "base" not in n
    ]
    return shown.removesuffix(".html")


def test_from_the_slip_to_the_receipt(cast, campaign, browser):
    page = entered(browser, invited(campaign, cast.haoran))
    assert shows(page) == "notice"
    page = post(browser, "agree", yes="1", survey_talk="no")
    assert shows(page) == "question"
    page = answered_through(browser, page)
    assert shows(page) == "thanks"
    done = invited(campaign, cast.haoran)
    assert done.receipt in page.content.decode()
    assert Administration.objects.get().mode == "room"


def test_a_link_leaves_its_code_out_of_the_address(cast, campaign, browser):
    code = code_of(invited(campaign, cast.haoran))
    page = browser.get(reverse("answer:link", kwargs={"code": code}), follow=True)
    assert page.redirect_chain == [(reverse("answer:form"), 302)]
    assert code not in page.content.decode()


def test_no_page_tells_a_name(cast, campaign, browser):
    page = entered(browser, invited(campaign, cast.haoran))
    texts = [page.content.decode()]
    page = post(browser, "agree", yes="1")
    while shows(page) == "question":
        texts.append(page.content.decode())
        question, first = chosen(page)
        page = post(browser, "answer", question=question, a=first, go="next")
    for text in [*texts, page.content.decode()]:
        assert cast.haoran.person.full_name not in text
        assert cast.haoran.number not in text


def test_no_answer_asks_again_and_keeps_the_place(cast, campaign, browser):
    entered(browser, invited(campaign, cast.haoran))
    page = post(browser, "agree", yes="1")
    question, _first = chosen(page)
    page = post(browser, "answer", question=question, go="next")
    assert page.status_code == 422
    assert chosen(page)[0] == question
    assert 'role="alert"' in page.content.decode()


def test_back_shows_what_was_chosen(cast, campaign, browser):
    entered(browser, invited(campaign, cast.haoran))
    question, first = chosen(post(browser, "agree", yes="1"))
    post(browser, "answer", question=question, a=first, go="next")
    page = post(browser, "answer", go="back")
    assert chosen(page)[0] == question
    assert f'value="{first}" checked' in page.content.decode()


def test_leaving_erases_everything_and_the_code_brings_one_back(cast, campaign, browser):
    invitation = invited(campaign, cast.haoran)
    entered(browser, invitation)
    question, first = chosen(post(browser, "agree", yes="1"))
    post(browser, "answer", question=question, a=first, go="next")
    gone = browser.post(
        reverse("answer:leave"), {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    )
    assert gone["Clear-Site-Data"] == '"cache", "storage"'
    assert {name for name, one in gone.cookies.items() if one["max-age"] == 0} == {
        NAME,
        "csrftoken",
    }
    fresh = Client(enforce_csrf_checks=True)
    page = entered(fresh, invitation)
    assert shows(page) == "question"
    assert chosen(page)[0] != question


def test_nothing_is_kept_by_the_browser(cast, campaign, browser):
    page = entered(browser, invited(campaign, cast.haoran))
    assert page["Cache-Control"] == "no-store"
    cookie = browser.cookies[NAME]
    assert (cookie["httponly"], cookie["path"], cookie["max-age"]) == (True, "/a/", "")
    assert "sessionid" not in browser.cookies


def test_no_and_a_change_of_mind(cast, campaign, browser):
    entered(browser, invited(campaign, cast.haoran))
    assert shows(post(browser, "agree", no="1")) == "no"
    assert shows(post(browser, "agree", yes="1")) == "question"


def test_removing_ones_answers(cast, campaign, browser):
    entered(browser, invited(campaign, cast.haoran))
    answered_through(browser, post(browser, "agree", yes="1"))
    assert shows(browser.get(reverse("answer:remove"))) == "remove"
    assert shows(post(browser, "remove")) == "removed"
    assert not Administration.objects.exists()


def test_a_form_that_something_rests_on_stays_and_the_page_says_so(cast, campaign, browser):
    entered(browser, invited(campaign, cast.haoran))
    answered_through(browser, post(browser, "agree", yes="1"))
    form = Administration.objects.get()
    copied = Administration.objects.get()
    copied.pk, copied.uid, copied.campaign = None, new_uid(), None
    copied.supersedes, copied.reason = form, b"sealed"
    copied.save(force_insert=True)
    page = post(browser, "remove")
    assert shows(page) == "removed"
    assert "stays in your file" in page.content.decode()
    assert Administration.objects.filter(pk=form.pk).exists()
    assert Invitation.objects.get(student=cast.haoran).state == "withdrawn"


def test_a_younger_student_waits_for_her_family(cast, campaign, browser):
    mother_of(cast.xiaoyu)
    invitation = invited(campaign, cast.xiaoyu)
    assert shows(entered(browser, invitation)) == "family_first"
    family = Client(enforce_csrf_checks=True)
    page = post(family, "enter", code=guardian_code_of(invitation))
    assert shows(page) == "family"
    assert cast.xiaoyu.person.full_name not in page.content.decode()
    assert "May we ask your child these questions" in page.content.decode()
    assert "May we ask you " not in page.content.decode()
    page = post(family, "family", survey="yes", digits="4321")
    assert page.status_code == 200
    assert shows(browser.get(reverse("answer:form"))) == "notice"


def test_questions_that_may_alert_rest_without_duty(cast, browser):
    campaign = opened_campaign(cast, instrument="student-support")
    entered(browser, invited(campaign, cast.haoran))
    assert shows(post(browser, "agree", yes="1")) == "question"
    cast.qingshan.duties.all().delete()
    assert shows(browser.get(reverse("answer:form"))) == "resting"


def test_two_sittings_with_a_break(cast, browser):
    campaign = opened_campaign(cast, instrument="student-support")
    entered(browser, invited(campaign, cast.haoran))
    page = answered_through(browser, post(browser, "agree", yes="1"))
    assert shows(page) == "pause"
    assert shows(answered_through(browser, post(browser, "answer", go="on"))) == "thanks"
    assert Invitation.objects.get(student=cast.haoran).state == "answered"


def test_a_wrong_code_says_what_to_look_at(browser):
    page = post(browser, "enter", code="OOOO")
    assert page.status_code == 422
    assert "id_code" in page.content.decode()


@pytest.mark.parametrize("name", ["form", "remove", "family"])
def test_without_a_code_one_is_asked_for_it(client, name):
    assert client.get(reverse(f"answer:{name}"), follow=True).redirect_chain[-1] == (
        reverse("answer:enter"),
        302,
    )


def test_a_forged_ticket_opens_nothing(client, cast, campaign):
    client.cookies[NAME] = f'{{"invitation": "{invited(campaign, cast.haoran).uid.hex}"}}'
    assert client.get(reverse("answer:form")).status_code == 302


def test_both_languages(cast, campaign, browser):
    browser.get(reverse("answer:enter") + "?language=zh-hans")
    page = entered(browser, invited(campaign, cast.haoran))
    assert '<html lang="zh-hans">' in page.content.decode()
    assert "开始之前" in page.content.decode()


# ── weight ──────────────────────────────────────────────────────────────────────────────────


def weight_of(page):
    """Bytes of a page with every file that it names."""
    text = page.content.decode()
    files = re.findall(r'(?:href|src)="/static/([^"?]+)', text)
    found = [Path(finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", file))) for file in files]
    return len(page.content) + sum(file.stat().st_size for file in found)


def test_a_page_is_light_and_asks_for_no_script(cast, browser):
    campaign = opened_campaign(cast, instrument="student-support")
    page = entered(browser, invited(campaign, cast.haoran))
    pages = [page, post(browser, "agree", yes="1")]
    while shows(pages[-1]) == "question":
        question, first = chosen(pages[-1])
        pages.append(post(browser, "answer", question=question, a=first, go="next"))
    assert all("<script" not in one.content.decode() for one in pages)
    assert max(weight_of(one) for one in pages) < HEAVIEST
    assert min(weight_of(one) for one in pages) > 4_000


def test_a_page_travels_compressed(cast, campaign, browser):
    page = browser.get(reverse("answer:enter"), headers={"accept-encoding": "gzip"})
    plain = browser.get(reverse("answer:enter"))
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < len(plain.content)


def test_the_stylesheet_is_small():
    assert Path(finders.find("surveys/answer.css")).stat().st_size <= HEAVIEST_STYLE
