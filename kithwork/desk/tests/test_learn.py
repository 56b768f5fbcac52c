"""The pages of Learn: the flow first, numbers that give nobody away, effects without a cause."""

import pytest
from django.test import Client

from kithwork.casework.tests.filing import opened
from kithwork.desk.queries.learn import learn_page, programme_page
from kithwork.evaluation.queries.across.learned import periods_of
from kithwork.evaluation.tests.closing import DAY, closed_cases, filled_twice
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
RISES = (3, 4, 3, 5, 4, 5, 6, 4, 7, 6, 7)
CHINESE = {"HTTP_ACCEPT_LANGUAGE": "zh-hans"}


@pytest.fixture
def shen(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.shen, "django.contrib.auth.backends.ModelBackend")
    return client


def opened_page(client: Client, address: str = "/learn/", **more: str) -> str:
    answer = client.get(address, **more)
    assert answer.status_code == 200
    return answer.content.decode()


def whole(cast: Cast):
    period = periods_of(cast.college, "en")[0]
    return learn_page(cast.shen, cast.college, period, language="en")


def test_an_empty_school_says_so(shen):
    page = opened_page(shen)
    assert "Nobody has asked for help here yet" in page
    assert "What changed" not in page


def test_four_closed_cases_show_the_flow_at_most_and_why(cast, shen):
    closed_cases(cast.college, cast.shen, 4)
    page = opened_page(shen)
    assert "Fewer than 5 cases were closed here" in page
    assert "What changed" not in page
    assert "Fewer than 5 cases were closed here" in opened_page(shen, "/learn/programmes/all/")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ({}, ("Of 9 who asked", "What changed", "comparison group", "What is missing", "100 %")),
        (CHINESE, ("求助或转来 9 人", "有什么变化", "对照组", "缺少什么", "总结")),
    ],
)
def test_a_school_is_read_from_the_flow_to_what_is_missing(cast, shen, language, words):
    closed_cases(cast.college, cast.shen, 9)
    page = opened_page(shen, **language)
    for word in words:
        assert word in page
    assert page.index(words[0]) < page.index(words[1]) < page.index(words[3])
    assert "None" not in page


def test_numbers_stand_where_they_belong(cast):
    for case in closed_cases(cast.college, cast.shen, 8):
        filled_twice(case, cast.shen, first=2, last=2)
    closed_cases(cast.college, cast.shen, 6, is_lost=True, level=-1)
    ended = whole(cast).ended
    [need] = ended.needs.lines
    assert need.numbers == (14, 8, 6, 0, 0)
    functions, techniques = ended.delivery
    assert functions.lines[0].numbers == (14, 14, 0, 42, 14)
    assert techniques.lines[0].numbers == functions.lines[0].numbers
    by_name = {table.name: table for table in ended.change}
    goals = {line.label: line.numbers for line in by_name["goals"].lines}
    assert goals["all goals reached"] == (8,)
    assert goals["none reached"] == (6,)
    missing = {line.label: line.numbers for line in ended.missing.lines}
    assert missing["support matrix again before the end"] == (8, 6)


def test_a_verdict_names_its_population_and_a_tool_without_one_has_no_line(cast):
    for case in closed_cases(cast.college, cast.shen, 6, received_on=TODAY - DAY):
        filled_twice(case, cast.shen, first=2, last=2)
    scores = next(table for table in whole(cast).ended.change if table.name == "scores")
    [line] = scores.lines
    assert dict(zip(scores.heads, line.numbers, strict=True))["within error"] == 6
    assert any("PHQ-9" in note for note in scores.notes)
    assert "Tools that are not validated get no verdict" in " ".join(scores.notes)


def test_few_are_hidden_and_with_them_what_would_tell(cast, shen):
    closed_cases(cast.college, cast.shen, 9)
    closed_cases(cast.college, cast.shen, 2, is_lost=True)
    flow = whole(cast).flow
    numbers = {bar.label: bar.number for bar in flow.bars}
    assert numbers["closed"] == 11
    assert numbers["closed, contact lost"] is None
    assert numbers["followed up after closing"] is None
    assert "not shown" in opened_page(shen)


def test_a_programme_begins_with_the_flow_and_names_no_cause(cast, shen):
    closed_cases(cast.college, cast.shen, 6, ratings=RISES)
    closed_cases(cast.college, cast.shen, 5, ratings=RISES, research=False)
    page = opened_page(shen, "/learn/programmes/all/")
    assert page.index("Of 11 who asked") < page.index("Effects brought together")
    assert "6 of 11 closed cases; 5 are left out for want of consent" in page
    assert "6 series of 6 cases" in page
    assert "<svg" in page
    assert "it does not show a cause" in page
    assert "τ²" in page


def test_below_three_cases_effects_are_not_brought_together(cast):
    closed_cases(cast.college, cast.shen, 2, ratings=RISES)
    closed_cases(cast.college, cast.shen, 6)
    page = programme_page(cast.shen, cast.college, "all", language="en")
    [forest] = page.forests
    assert forest.plot is None
    assert "Fewer than 3 consenting cases" in forest.says[0]
    assert forest.of_cases == ""


def test_without_a_series_the_page_says_what_would_help(cast, shen):
    closed_cases(cast.college, cast.shen, 6)
    assert "measure one thing from 0 to 10" in opened_page(shen, "/learn/programmes/P2/")


def test_a_pathway_that_nobody_took_is_not_there(cast, shen):
    closed_cases(cast.college, cast.shen, 6)
    assert shen.get("/learn/programmes/P1/").status_code == 404


def test_no_case_is_named(cast, shen):
    cases = closed_cases(cast.college, cast.shen, 6, ratings=RISES)
    cases.append(opened(cast))
    for address in ("/learn/", "/learn/programmes/all/"):
        page = opened_page(shen, address)
        assert not [case for case in cases if case.number in page or str(case.uid) in page]
