"""The genogram: proposed from the carers, carried on, kept for ever, compared in words, told."""

import datetime as dt
import uuid

import pytest

from kithwork.access.console import OPERATOR
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.genogram import BondSaid, PersonSaid, save_genogram
from kithwork.casework.actions.genogram_harm import say_harm
from kithwork.casework.actions.restricted import write_restricted
from kithwork.casework.genogram_words import place_shown, wrapped
from kithwork.casework.models import Case, Genogram, GenogramHarm
from kithwork.casework.queries.family import proposed_family
from kithwork.casework.queries.genogram import changes_told, genograms_of, harms_of
from kithwork.casework.tests.filing import opened
from kithwork.core.genogram.family import Bond, Partnership
from kithwork.core.genogram.kin import Kin
from kithwork.people.actions.carers import NewCarer, end_carer
from kithwork.people.actions.families import Spell, save_carer
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.models import Carer
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
LATER = TODAY + dt.timedelta(days=90)
GRANDFATHER, AUNT, UNCLE, STRANGER = (uuid.UUID(int=number) for number in range(7, 11))


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


def carer(cast: Cast, relation: str, *, away: str = "", **more: object) -> Carer:
    new = NewCarer(cast.xiaoyu, relation, PersonDetails(full_name="周兰"), **more)
    spell = Spell(bool(away), TODAY, dt.date(2023, 3, 1) if away else None, away)
    return save_carer(carer=new, spell=spell, by=OPERATOR)


@pytest.fixture
def carers(cast: Cast) -> dict[str, Carer]:
    return {
        "mother": carer(cast, "mother", away="东莞", is_legal_guardian=True, lives_with=False),
        "grandmother": carer(
            cast, "grandmother", is_main_carer=True, lives_with=True, is_entrusted=True
        ),
    }


def family(cast: Cast, case: Case) -> tuple[PersonSaid, ...]:
    """The proposal, with the side of the grandmother said and a grandfather who has died."""
    said = [
        one if one.kin is not Kin.GRANDMOTHER else _as(one, kin=Kin.FATHERS_MOTHER)
        for one in proposed_family(cast.lin, case)
    ]
    grandfather = PersonSaid(kin=Kin.FATHERS_FATHER, member=GRANDFATHER, is_deceased=True)
    aunt = PersonSaid(kin=Kin.FATHERS_SISTER, member=AUNT)
    her_husband = PersonSaid(
        kin=Kin.FATHERS_SISTERS_HUSBAND, member=UNCLE, partnership=Partnership.SEPARATED
    )
    return (*said, aunt, her_husband, grandfather)


def _as(one: PersonSaid, **changed: object) -> PersonSaid:
    fields = {name: getattr(one, name) for name in PersonSaid.__slots__}
    return PersonSaid(**{**fields, **changed})


def test_it_is_proposed_from_the_carers_with_nothing_typed(cast, case, carers) -> None:
    people = {one.kin: one for one in proposed_family(cast.lin, case)}
    mother, grandmother = people[Kin.MOTHER], people[Kin.GRANDMOTHER]
    assert (mother.is_away, mother.away_place) == (True, "东莞")
    assert mother.away_since == dt.date(2023, 3, 1)
    assert not mother.lives_here
    assert grandmother.lives_here
    assert grandmother.cares
    assert grandmother.is_entrusted
    assert people[Kin.STUDENT].member == cast.xiaoyu.uid


def test_a_carer_who_died_is_drawn_so_and_a_mistake_is_not_drawn(cast, case, carers) -> None:
    end_carer(carer=carers["grandmother"], on=TODAY, reason="died", by=OPERATOR)
    end_carer(carer=carers["mother"], on=TODAY, reason="mistake", by=OPERATOR)
    people = {one.kin: one for one in proposed_family(cast.lin, case)}
    assert set(people) == {Kin.STUDENT, Kin.GRANDMOTHER}
    assert people[Kin.GRANDMOTHER].is_deceased
    assert not people[Kin.GRANDMOTHER].cares


def test_what_was_told_once_is_carried_on(cast, case, carers) -> None:
    people = family(cast, case)
    people = tuple(
        _as(one, partnership=Partnership.DIVORCED) if one.kin is Kin.MOTHER else one
        for one in people
    )
    again = {one.kin: one for one in proposed_family(cast.lin, case, people)}
    assert set(again) == {one.kin for one in people}
    assert again[Kin.MOTHER].partnership is Partnership.DIVORCED
    assert again[Kin.FATHERS_FATHER].is_deceased


def test_it_is_drawn_and_told_without_a_name(cast, case, carers) -> None:
    people = family(cast, case)
    mother = next(one.member for one in people if one.kin is Kin.MOTHER)
    bonds = [BondSaid(one=cast.xiaoyu.uid, other=mother, bond=Bond.DISTANT)]
    save_genogram(case=case, people=people, bonds=bonds, on=TODAY, by=cast.lin)
    [told] = genograms_of(case, "zh-Hans")
    words = dict(told.told)
    assert "与母亲疏远" in words["学生"]
    assert words["母亲"] == "外出：东莞，2023-03 起、与学生疏远"
    assert words["奶奶"] == "与学生同住、日常照护、受书面委托照护"
    assert words["爷爷"] == "已去世"
    assert words["姑父"] == "与姑姑分居"
    shown = " ".join(one.text for one in told.written)
    assert "周兰" not in shown
    assert "小雨" not in shown
    for text in ("母亲", "外出：", "东莞", "2023-03 起", "照", "托", "未记录"):
        assert text in shown
    kinds = {one.kind for one in told.drawn}
    assert {"household", "deceased", "distant", "carer", "entrusted", "not_recorded"} <= kinds
    assert told.people == people


def test_two_are_compared_in_words(cast, case, carers) -> None:
    before = family(cast, case)
    mother = next(one.member for one in before if one.kin is Kin.MOTHER)
    distant = BondSaid(one=cast.xiaoyu.uid, other=mother, bond=Bond.DISTANT)
    close = BondSaid(one=cast.xiaoyu.uid, other=mother, bond=Bond.CLOSE)
    save_genogram(case=case, people=before, bonds=[distant], on=TODAY, by=cast.lin)
    after = (
        *(
            _as(one, is_away=False, lives_here=True) if one.kin is Kin.MOTHER else one
            for one in before
            if one.kin is not Kin.FATHERS_FATHER
        ),
        PersonSaid(kin=Kin.MOTHERS_SISTER, member=STRANGER),
    )
    save_genogram(case=case, people=after, bonds=[close], on=LATER, by=cast.lin)
    first, last = genograms_of(case, "en")
    told = changes_told(first, last, "en")
    assert told[:2] == ("mother lives with the student now", "mother came back")
    assert "new on the picture: mother’s sister" in told
    assert "no longer on the picture: grandfather (father’s)" in told
    assert any(line.endswith("mother: close now") for line in told)
    assert changes_told(last, last, "en") == ()


def test_a_picture_is_amended_by_a_new_version_and_by_one_at_a_time(cast, case, carers) -> None:
    people = family(cast, case)
    first = save_genogram(case=case, people=people, on=TODAY, by=cast.lin)
    save_genogram(
        case=case, people=people[:-1], on=TODAY, by=cast.lin, amends=first, made_from=str(first.uid)
    )
    assert Genogram.objects.count() == 2
    assert len(genograms_of(case, "en")) == 1
    with pytest.raises(Stale):
        save_genogram(case=case, people=people, on=TODAY, by=cast.lin, amends=first, made_from="")
    event = AuditEvent.objects.filter(subject_kind="case.genogram").order_by("pk").last()
    assert event is not None
    assert event.size == 5


def test_what_a_genogram_may_not_be(cast, case, carers) -> None:
    people = family(cast, case)
    me, other = people[0].member, people[1].member

    def refused(said, *bonds) -> str:
        with pytest.raises(Refused) as problem:
            save_genogram(case=case, people=said, bonds=bonds, on=TODAY, by=cast.lin)
        assert problem.value.said_in("zh-Hans")
        return problem.value.reason.code.removeprefix("accompany.genogram.")

    close = BondSaid(one=me, other=other, bond=Bond.CLOSE)
    turned = BondSaid(one=other, other=me, bond=Bond.DISTANT)
    assert refused(people[1:]) == "one_student"
    assert refused((*people, people[1])) == "one_student"
    assert refused((people[0], _as(people[1], birth_year=TODAY.year + 1))) == "born_later"
    assert refused(people, BondSaid(one=me, other=STRANGER, bond=Bond.CLOSE)) == "line_of_two"
    assert refused(people, BondSaid(one=me, other=me, bond=Bond.CLOSE)) == "line_of_two"
    assert refused(people, close, turned) == "line_twice"
    harm = BondSaid(one=other, other=me, bond=Bond.VIOLENCE)
    assert refused(people, harm) == "violence_apart"
    assert not Genogram.objects.exists()


def test_only_whoever_works_on_the_case_draws(cast, case, carers) -> None:
    with pytest.raises(NotAllowed):
        save_genogram(case=case, people=family(cast, case), on=TODAY, by=cast.tan)


def test_violence_is_for_the_list_of_the_restricted_section(cast, case, carers) -> None:
    people = family(cast, case)
    save_genogram(case=case, people=people, on=TODAY, by=cast.lin)
    me, other = people[0].member, people[1].member
    with pytest.raises(NotAllowed):
        say_harm(case=case, one=other, other=me, by=cast.lin)
    write_restricted(case=case, kind="protection", words="她说了", on=TODAY, by=cast.lin)
    say_harm(case=case, one=other, other=me, by=cast.lin)
    assert [one.bond for one in harms_of(cast.lin, case)] == [Bond.VIOLENCE]
    assert harms_of(cast.he, case) == ()
    [seen] = genograms_of(case, "en", harms=harms_of(cast.lin, case))
    [unseen] = genograms_of(case, "en", harms=harms_of(cast.he, case))
    assert "violence" in {one.kind for one in seen.drawn}
    assert "violence" not in {one.kind for one in unseen.drawn}
    assert "violence against: student" in str(seen.told)
    assert "violence" not in str(unseen.told)
    say_harm(case=case, one=other, other=me, by=cast.lin, stands=False)
    assert harms_of(cast.lin, case) == ()
    assert GenogramHarm.objects.count() == 2
    with pytest.raises(Refused):
        say_harm(case=case, one=other, other=STRANGER, by=cast.lin)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("mother", ["mother"]),
        ("mother’s brother’s wife", 3),
        ("同父异母兄弟姐妹", ["同父异母兄弟姐", "妹"]),
        ("", [""]),
    ],
)
def test_names_are_broken_where_the_language_breaks(name: str, lines: list[str] | int) -> None:
    found = wrapped(name)
    assert found == lines or len(found) <= 3
    assert "".join(found).replace(" ", "") == name.replace(" ", "")


def test_a_long_place_is_cut() -> None:
    assert place_shown("东莞") == "东莞"
    assert place_shown("广东省东莞市虎门镇某工业区") == "广东省东莞市虎…"
