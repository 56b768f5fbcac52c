"""The guide, walked in the demo world: its words stand on the screens, and its pictures are made.

Each language is walked by itself, on the day that the pictures show. What is taken stands in
`test-results/guide`; `make guide` puts it into `docs/guide/pictures`.
"""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from kithwork.audit import clock
from kithwork.demo.actions import World, build
from kithwork.documents.report.tests.reading import squeezed
from tests.journeys.picturing import GUIDES, Taking, bold_words, pictures_in

AS_OF = dt.date(2026, 11, 18)
Enter = Callable[..., str]


@pytest.fixture
def world(transactional_db: None) -> Iterator[World]:
    """A small demo world: the stories are whole, the schools have fewer students."""
    with clock.telling(dt.datetime(2026, 11, 18, 4, tzinfo=dt.UTC)):
        yield build("kithwork", AS_OF, pupils=60, students=60)


@pytest.mark.parametrize("language", sorted(GUIDES))
def test_the_guide_leads_through_both_stories(
    page: Page, world: World, enter: Enter, language: str
) -> None:
    take = Taking(page, language)
    xiaoyu(take, enter, world, language)
    aming(take, enter, world, language)
    the_lost_one(take, enter, world, language)
    assert set(take.names) == set(pictures_in(language))
    seen = squeezed(take.seen)
    missing = [words for words in bold_words(language) if squeezed(words) not in seen]
    assert not missing, f"the guide names what no screen shows: {missing}"


def xiaoyu(take: Taking, enter: Enter, world: World, language: str) -> None:
    desk = enter(world.cast.users["lin.jing"], language=language)
    case = f"{desk}/cases/{world.stories['xiaoyu'].told.uid}/"
    take.at(f"{desk}/", "home")
    take.at(f"{desk}/cases/?show=closed")
    take.at(case, "thread")
    take.at(f"{case}assess/", "assess")
    take.at(f"{case}plan/", "plan")
    take.at(f"{case}contacts/", "contacts")
    take.at(f"{case}results/")
    take.at(f"{case}outcome/", "outcome")
    take.at(f"{case}papers/")
    take.at(f"{case}report/", "report")
    enter(world.cast.users["he.lan"], language=language)
    take.at(f"{desk}/cases/", "cases")


def aming(take: Taking, enter: Enter, world: World, language: str) -> None:
    desk = enter(world.cast.users["shen.yue"], language=language)
    case = f"{desk}/cases/{world.stories['aming'].told.uid}/"
    take.at(f"{desk}/give/", "give")
    take.at(f"{desk}/know/picture/", "supply")
    take.at(f"{case}assess/", "money-came")
    take.at(f"{case}plan/")
    take.at(f"{case}results/")
    take.at(f"{case}outcome/", "within-error")
    take.at(f"{case}contacts/")


def the_lost_one(take: Taking, enter: Enter, world: World, language: str) -> None:
    desk = enter(world.cast.users["tan.ming"], language=language)
    take.at(f"{desk}/cases/{world.stories['zhiyuan'].told.uid}/results/")
