"""Pages of the genogram: drawn by itself, completed in one form, kept, restricted."""

import datetime as dt
import re

import pytest
from django.test import Client

from kithwork.access.console import OPERATOR
from kithwork.casework.actions.genogram import save_genogram
from kithwork.casework.actions.restricted import write_restricted
from kithwork.casework.models import Case, Genogram, GenogramBond, GenogramPerson
from kithwork.casework.queries.family import proposed_family
from kithwork.casework.queries.file_check import file_check
from kithwork.casework.tests.browsing import address, sent, signed_in, text_of
from kithwork.casework.tests.filing import opened
from kithwork.casework.tests.test_genogram import carer
from kithwork.core.genogram.kin import Kin
from kithwork.people.actions.carers import NewCarer
from kithwork.people.actions.families import Spell, save_carer
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.models import Carer
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def worker(cast: Cast) -> Client:
    return signed_in(cast.lin)


@pytest.fixture
def carers(cast: Cast) -> dict[str, Carer]:
    return {
        "mother": carer(cast, "mother", away="东莞"),
        "grandmother": carer(cast, "grandmother", is_main_carer=True, lives_with=True),
    }


def drawn(page: str) -> list[str]:
    return re.findall(r'<poly(?:gon|line) class="([a-z_]+)"', page)


def test_it_stands_there_before_anybody_drew_it(worker: Client, case: Case, carers) -> None:
    page = text_of(worker, address(case, "genogram"))
    assert "Drawn from what is on record" in page
    assert "东莞" in page
    assert "周兰" not in page
    assert {"symbol", "not_recorded", "household", "carer"} <= set(drawn(page))
    assert not Genogram.objects.exists()


def test_one_press_keeps_it(worker: Client, case: Case, carers) -> None:
    assert worker.post(address(case, "genogram_keep")).status_code == 302
    assert GenogramPerson.objects.count() == 3
    page = text_of(worker, address(case, "genogram"))
    assert "Drawn from what is on record" not in page
    assert worker.post(address(case, "genogram_keep")).status_code == 302
    assert [one.version for one in Genogram.objects.order_by("pk")] == [1, 2]


def test_one_form_adds_the_rest_and_asks_nothing_that_is_known(
    worker: Client, case: Case, carers
) -> None:
    form = text_of(worker, address(case, "genogram_draw"))
    assert "away: 东莞, since 2023-03" in form
    assert 'name="person-2-kin"' not in form  # the mother is the mother
    assert 'name="person-1-lives_here"' not in form  # the list of carers says it
    answers = {
        "on": TODAY.isoformat(),
        "person-1-kin": "fathers_mother",
        "person-1-bond": "close",
        "person-2-partnership": "separated",
        "person-2-bond": "distant",
        "person-3-kin": "fathers_father",
        "person-3-is_deceased": "on",
        "person-4-kin": "younger_brother",
        "person-4-birth_year": "2018",
        "person-4-lives_here": "on",
        "person-4-is_adopted": "on",
        "line-0-one": str(carers["mother"].person.uid),
        "line-0-bond": "conflict",
        "line-0-other": str(carers["grandmother"].person.uid),
    }
    assert sent(worker, address(case, "genogram_draw"), answers).status_code == 302
    kins = set(GenogramPerson.objects.values_list("kin", flat=True))
    assert kins == {"student", "mother", "fathers_mother", "fathers_father", "younger_brother"}
    assert sorted(GenogramBond.objects.values_list("bond", flat=True)) == [
        "close", "conflict", "distant",
    ]  # fmt: skip
    page = text_of(worker, address(case, "genogram"))
    assert drawn(page).count("slash") == 1
    assert {"close", "conflict", "distant", "adopted", "deceased"} <= set(drawn(page))
    again = text_of(worker, address(case, "genogram_draw"))
    assert re.search(r'value="separated" selected', again)
    assert again.count("Take off the picture") == 2


def test_somebody_is_taken_off_with_her_lines(worker: Client, case: Case, carers) -> None:
    first = {"on": TODAY.isoformat(), "person-3-kin": "mothers_sister", "person-3-bond": "close"}
    sent(worker, address(case, "genogram_draw"), first)
    assert GenogramBond.objects.count() == 1
    kept = {"on": TODAY.isoformat(), "person-3-kin": "mothers_sister", "person-3-is_out": "on"}
    sent(worker, address(case, "genogram_draw"), {**kept, "person-3-bond": "close"})
    latest = Genogram.objects.get(superseded_by=None)
    assert latest.people.count() == 3
    assert latest.bonds.count() == 0


def test_what_the_records_say_since_then_is_shown(
    cast: Cast, worker: Client, case: Case, carers
) -> None:
    worker.post(address(case, "genogram_keep"))
    mother = carers["mother"]
    mother.refresh_from_db()
    save_carer(
        carer=NewCarer(cast.xiaoyu, "mother", PersonDetails(full_name="周兰"), lives_with=True),
        spell=Spell(False, TODAY),
        by=OPERATOR,
        stored=mother,
        version=str(mother.version),
    )
    page = text_of(worker, address(case, "genogram"))
    assert "mother came back" in page
    assert "mother lives with the student now" in page
    worker.post(address(case, "genogram_keep"))
    assert "mother came back" not in text_of(worker, address(case, "genogram"))


def test_a_stale_form_says_so_and_keeps_what_was_typed(worker: Client, case: Case, carers) -> None:
    worker.post(address(case, "genogram_keep"))
    typed = {"on": TODAY.isoformat(), "version": "", "person-3-kin": "mothers_sister"}
    answer = worker.post(address(case, "genogram_draw"), typed)
    assert answer.status_code == 422
    assert re.search(r'value="mothers_sister" selected', answer.content.decode())
    assert Genogram.objects.count() == 1


def test_violence_is_drawn_on_the_page_of_the_list_only(
    cast: Cast, worker: Client, case: Case, carers
) -> None:
    worker.post(address(case, "genogram_keep"))
    assert "Draw a line of violence" not in text_of(worker, address(case, "genogram"))
    write_restricted(case=case, kind="protection", words="她说了", on=TODAY, by=cast.lin)
    pair = {"one": str(carers["mother"].person.uid), "other": str(cast.xiaoyu.uid)}
    harm = address(case, "genogram_harm")
    assert worker.post(harm, {**pair, "stands": "yes"}).status_code == 302
    assert "violence" in drawn(text_of(worker, address(case, "genogram")))
    others = text_of(signed_in(cast.he), address(case, "genogram"))
    assert "violence" not in others.lower()
    assert worker.post(harm, {**pair, "stands": "no"}).status_code == 302
    assert "violence" not in drawn(text_of(worker, address(case, "genogram")))


def test_the_file_check_asks_for_it(cast: Cast, worker: Client, case: Case, carers) -> None:
    def line() -> int:
        return next(one.count for one in file_check(case, language="en") if one.title == "Genogram")

    assert line() == 0
    worker.post(address(case, "genogram_keep"))
    assert line() == 1


def test_the_form_offers_every_word_of_kinship_once(worker: Client, case: Case) -> None:
    form = text_of(worker, address(case, "genogram_draw"))
    select = form[form.index('name="person-1-kin"') :]
    select = select[: select.index("</select>")]
    offered = re.findall(r'<option value="([a-z_]+)"', select)
    left_out = {"student", "grandmother", "grandfather", "aunt", "uncle", "brother", "sister"}
    assert sorted(offered) == sorted(kin.value for kin in Kin if kin.value not in left_out)


def test_two_days_stand_one_under_the_other_with_what_changed(
    cast: Cast, worker: Client, case: Case, carers
) -> None:
    before = proposed_family(cast.lin, case)
    earlier = TODAY - dt.timedelta(days=60)
    save_genogram(case=case, people=before[:-1], on=earlier, by=cast.lin)
    save_genogram(case=case, people=before, on=TODAY, by=cast.lin)
    page = text_of(worker, address(case, "genogram"))
    assert page.count("<svg viewBox") == 2
    assert "What changed" in page
    assert "new on the picture" in page
