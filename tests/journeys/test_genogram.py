"""The family, drawn by itself: seen, completed in one form, kept, and drawn anew when it changed.

The mother works away, a grandmother cares; both stand in the list of carers. What is left to say is
whose mother the grandmother is, who has died, and how two people stand.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kithwork.access.console import OPERATOR
from kithwork.casework.models import Genogram
from kithwork.casework.tests.filing import opened
from kithwork.people.actions.carers import NewCarer
from kithwork.people.actions.families import Spell, save_carer
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.models import Carer
from tests.cast import TODAY, Cast

Look = Callable[[str], None]
Enter = Callable[..., str]

pytestmark = pytest.mark.usefixtures("transactional_db")


def family(cast: Cast) -> Carer:
    """Put a mother who is away and a grandmother who cares into the list of carers."""
    mother = NewCarer(cast.xiaoyu, "mother", PersonDetails(full_name="周兰"), lives_with=False)
    away = Spell(True, TODAY, dt.date(2024, 2, 20), "东莞")
    grandmother = NewCarer(
        cast.xiaoyu,
        "grandmother",
        PersonDetails(full_name="吴秀"),
        is_main_carer=True,
        lives_with=True,
    )
    save_carer(carer=grandmother, spell=Spell(False, TODAY), by=OPERATOR)
    return save_carer(carer=mother, spell=away, by=OPERATOR)


def test_the_family_draws_itself_and_one_form_adds_the_rest(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    mother, case = family(cast), opened(cast)
    page.goto(f"{enter(cast.lin)}/cases/{case.uid}/assess/")
    page.get_by_role("link", name="Genogram: the family, and who lives together").click()
    expect(page.get_by_role("heading", name="Drawn from what is on record")).to_be_visible()
    expect(page.locator("svg text", has_text="since 2024-02")).to_be_visible()
    expect(page.locator("svg .household")).to_have_count(1)
    look(f"genogram-proposed-{size}")
    page.get_by_role("link", name="Add the rest of the family").click()
    hers = page.locator("details", has_text="grandmother, side not said")
    hers.get_by_label("Who this is to the student").select_option("fathers_mother")
    hers.get_by_label("With the student").select_option("close")
    new = page.get_by_role("group", name="Person 4")
    new.get_by_label("Who this is to the student").select_option("fathers_father")
    new.get_by_label("Has died").check()
    line = page.get_by_role("group", name="Line 1")
    line.get_by_label("Which person").select_option("mother")
    line.get_by_label("How they stand").select_option("conflict")
    line.get_by_label("With whom").select_option("grandmother, side not said")
    look(f"genogram-form-{size}")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("svg .deceased")).to_have_count(2)
    expect(page.locator("svg .close")).to_have_count(2)
    expect(page.locator("svg .conflict")).to_have_count(1)
    page.get_by_text("In words").click()
    expect(page.get_by_text("in conflict: mother")).to_be_visible()
    look(f"genogram-{size}")
    mother.refresh_from_db()
    save_carer(
        carer=NewCarer(cast.xiaoyu, "mother", PersonDetails(full_name="周兰"), lives_with=True),
        spell=Spell(False, TODAY),
        by=OPERATOR,
        stored=mother,
        version=str(mother.version),
    )
    page.reload()
    expect(page.get_by_text("mother came back")).to_be_visible()
    look(f"genogram-changed-{size}")
    page.get_by_role("button", name="Draw it anew as of today").click()
    expect(page.get_by_text("mother came back")).to_have_count(0)
    assert Genogram.objects.get(superseded_by=None).version == 2
    page.context.add_cookies(
        [{"name": "django_language", "value": "zh-hans", "url": page.url.split("/cases/")[0]}]
    )
    page.emulate_media(color_scheme="dark")
    page.reload()
    expect(page.get_by_role("heading", name="学生的家庭")).to_be_visible()
    look(f"genogram-zh-dark-{size}")
