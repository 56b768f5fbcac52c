"""The needs that ship: the whole taxonomy, what the loader refuses, and properties of severity."""

import datetime as dt
import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.catalogue.academics import markers
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.located import parse
from kithwork.catalogue.needs import (
    answers_of_circumstance,
    band_entries,
    need_definitions,
    need_entries,
    read_need,
    rule_facts,
)
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.words import say
from kithwork.core.needs import PROTECTION, Harder, needs_of
from kithwork.core.reasons import Value
from kithwork.core.rules import Fact, FactType, Kind, ladder_facts, leaves
from kithwork.core.rules.syntax import Compare, FactRef

TODAY = dt.date(2026, 9, 1)
FACTS = rule_facts()
LADDERS = [piece.ladder for need in need_definitions() for piece in need.evidence]
USED = sorted({name for ladder in LADDERS for name in ladder_facts(ladder)} - {"as_of"})
TAXONOMY = {
    "N-MAT": ("IS",) * 7 + ("IS IN",),
    "N-FAM": ("EM", "IN", "EM", "EM", "PR IS", "IS"),
    "N-EMO": ("EM",) * 5,
    "N-SELF": ("AP",) * 4 + ("AP IN",),
    "N-HEA": ("IS IN",) * 2,
    "N-SOC": ("EM AP CO",) * 4,
    "N-ACA": ("IS", "IN", "AP", "EM IS", "EM", "IN", "IS IN"),
    "N-INF": ("IN",) * 4,
    "N-SAF": ("PR",) * 5,
    "N-DEV": ("AP CO",) * 3,
}


def test_every_code_of_the_taxonomy_with_its_functions_main_one_first() -> None:
    expected = {
        f"{stem}-{number}": tuple(functions.split())
        for stem, lists in TAXONOMY.items()
        for number, functions in enumerate(lists, start=1)
    }
    assert {one.code: one.functions for one in need_definitions()} == expected
    assert len(expected) == 49


def test_every_group_has_words_and_every_need_helps_in_both_languages() -> None:
    for one in need_entries().values():
        assert say(f"needs.group.{one.definition.group}", "en")
        assert one.help.en != one.help.zh_hans


def test_only_a_person_names_abuse_neglect_and_self_harm() -> None:
    not_computed = {code for code, one in need_entries().items() if one.not_computed}
    assert not_computed == {"N-SAF-1", "N-SAF-2", "N-SAF-3"}
    for one in need_definitions():
        assert bool(one.evidence) is (one.code not in not_computed)


def test_protection_is_the_main_function_where_safety_comes_first() -> None:
    first = {one.code for one in need_definitions() if one.functions[0] == PROTECTION}
    assert first == {"N-FAM-5", *(f"N-SAF-{number}" for number in range(1, 6))}


def test_cut_offs_of_scales_are_edges_of_their_bands() -> None:
    """A limit that a band of the scale does not have would be a cut-off of our own making."""
    standard = {
        fact: {band.start for bands in one.instrument.bands for band in bands.bands}
        for one in instruments().values()
        if one.instrument.is_validated
        for fact in one.score_facts.values()
    }
    compared = [
        (leaf.value.name, leaf.operand)
        for ladder in LADDERS
        for level in ladder.levels
        for leaf in leaves(level.when)
        if isinstance(leaf, Compare) and isinstance(leaf.value, FactRef)
    ]
    limits = [(fact, limit) for fact, limit in compared if fact in standard]
    assert len(limits) >= 8
    for fact, limit in limits:
        assert limit in standard[fact], fact


def test_absence_is_a_need_from_where_it_is_chronic() -> None:
    (mildest,) = (
        level.when
        for ladder in LADDERS
        for level in ladder.levels[-1:]
        if ladder_facts(ladder) == ("attendance.absent_share",)
    )
    assert isinstance(mildest, Compare)
    assert mildest.operand == markers().chronic_absence_from_share


HEAD = (
    "id: N-X-1\nversion: 1\nsource: x\nchecked_by: x\nreviewed_on: 2026-01-01\ngroup: family\n"
    "label: {en: X, zh-Hans: 甲}\nhelp: {en: X, zh-Hans: 甲}\n"
)


def refused(text: str) -> str:
    with pytest.raises(CatalogueError) as caught:
        read_need(parse(HEAD + text, file="needs/x.yaml"))
    return str(caught.value)


@pytest.mark.parametrize(
    "fact",
    ["{fact: student.sex, eq: female}", "{fact: student.hukou, eq: rural}",
     "{fact: care.mother_away, eq: true}", "{fact: student.ethnicity, eq: 汉}",
     "{fact: survey.mother, eq: away_work}"],
)  # fmt: skip
def test_a_circumstance_never_stands_in_a_severity(fact: str) -> None:
    said = refused(f"functions: [EM]\nevidence: {{x: [{{level: 1, when: {fact}}}]}}")
    assert said.startswith("needs/x.yaml, line 10, evidence.x: ")
    assert "is a circumstance" in said


@pytest.mark.parametrize(
    "when",
    ["{fact: marks.z_last, gt: -1}", "{fact: survey.money, eq: 1}",
     "{not: {fact: attendance.absences, gte: 3}}", "{fact: survey.money_what.fees, eq: false}",
     "{fact: survey.belonging, gte: 2}", "{fact: care.parent_contact, eq: daily}"],
)  # fmt: skip
def test_a_severity_that_would_fall_with_hardship_is_refused(when: str) -> None:
    said = refused(f"functions: [EM]\nevidence: {{x: [{{level: 1, when: {when}}}]}}")
    assert "more hardship could lower the severity" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("functions: [EM]", "either “evidence” or “not_computed”"),
        (
            "functions: [EM]\nnot_computed: {en: X, zh-Hans: 甲}\n"
            "evidence: {x: [{level: 1, when: {fact: survey.money, gte: 1}}]}",
            "either “evidence” or “not_computed”",
        ),
        (
            "functions: [XX]\nnot_computed: {en: X, zh-Hans: 甲}",
            "line 9, functions[0]: unknown value “XX”",
        ),
        (
            "functions: [EM]\nevidence: {x: [{level: 4, when: {fact: survey.money, gte: 1}}]}",
            "a severity is 1 to 3",
        ),
        (
            "functions: [EM]\nevidence: {x: [{level: 1, when: {fact: survey.mony, gte: 1}}]}",
            "unknown fact “survey.mony”; did you mean “survey.money”?",
        ),
    ],
)
def test_a_need_that_is_not_right_is_refused(text: str, said: str) -> None:
    assert said in refused(text)


def test_bands_cover_everybody_and_none_is_a_rank() -> None:
    assert [one.entry.id for one in band_entries()] == [
        "band.now", "band.soon", "band.offer", "band.none",
    ]  # fmt: skip


# ── properties ──────────────────────────────────────────────────────────────────────────────

CIRCUMSTANCES = sorted(
    {name for name, one in FACTS.items() if one.is_circumstance} | answers_of_circumstance()
)


def of_type(kind: FactType) -> st.SearchStrategy[Value]:
    return {
        Kind.NUMBER: st.integers(-3, 25),
        Kind.FLAG: st.booleans(),
        Kind.CHOICE: st.sampled_from(kind.choices or ("",)),
        Kind.TEXT: st.sampled_from(["a", "b"]),
        Kind.DATE: st.dates(dt.date(2000, 1, 1), TODAY),
    }[kind.kind]


@st.composite
def some_facts(draw: st.DrawFn, names: list[str]) -> dict[str, Fact]:
    chosen = draw(st.sets(st.sampled_from(names), max_size=25))
    return {name: Fact(draw(of_type(FACTS[name].type))) for name in sorted(chosen)}


def severities(facts: Mapping[str, Fact]) -> dict[str, int | None]:
    return {one.code: one.severity for one in needs_of(facts, need_definitions(), as_of=TODAY)}


def harder(name: str, value: Value, draw: st.DrawFn) -> Value:
    """A value of the fact at which hardship is at least as great."""
    definition = FACTS[name]
    match definition.harder:
        case Harder.HIGHER if isinstance(value, int):
            return value + draw(st.integers(0, 10))
        case Harder.LOWER if isinstance(value, int):
            return value - draw(st.integers(0, 10))
        case Harder.LOWER if isinstance(value, dt.date):
            return value - dt.timedelta(draw(st.integers(0, 400)))
        case Harder.IF_TRUE | Harder.IF_FALSE:
            return draw(st.sampled_from([value, definition.harder is Harder.IF_TRUE]))
        case Harder.LAST_CHOICE:
            choices = definition.type.choices
            return draw(st.sampled_from(choices[choices.index(str(value)) :]))
        case _:
            return value


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_more_hardship_never_lowers_a_severity(data: st.DataObject) -> None:
    before = data.draw(some_facts(USED))
    after = {name: Fact(harder(name, one.value, data.draw)) for name, one in before.items()}
    then, now = severities(before), severities(after)
    for code, severity in then.items():
        if severity:  # from 0 it may also become unknown: the details were not asked
            assert (now[code] or 0) >= severity, code


@given(some_facts(USED), some_facts(CIRCUMSTANCES))
@settings(max_examples=60, deadline=None)
def test_circumstances_never_change_a_severity(
    facts: dict[str, Fact], circumstances: dict[str, Fact]
) -> None:
    assert severities(facts | circumstances) == severities(facts)


@given(some_facts(USED), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_facts_does_not_matter(facts: dict[str, Fact], chance: random.Random) -> None:
    shuffled = dict(chance.sample(sorted(facts.items()), k=len(facts)))
    assert needs_of(shuffled, need_definitions(), as_of=TODAY) == needs_of(
        facts, need_definitions(), as_of=TODAY
    )


@given(some_facts(USED))
@settings(max_examples=60, deadline=None)
def test_what_was_not_answered_is_never_taken_for_none(facts: dict[str, Fact]) -> None:
    """A need is 0 only where a fact says so, and stays unknown without any fact of its own."""
    for need, one in zip(
        needs_of(facts, need_definitions(), as_of=TODAY), need_definitions(), strict=True
    ):
        own = {name for piece in one.evidence for name in ladder_facts(piece.ladder)} - {"as_of"}
        if not own & facts.keys():
            assert need.severity is None
        if need.severity == 0:
            assert {reason.fact for reason in need.reasons} & facts.keys()
