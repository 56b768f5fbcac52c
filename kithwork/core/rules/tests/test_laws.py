"""Laws that hold for every rule and every student."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core.rules import Fact, evaluate, facts_of
from kithwork.core.rules.syntax import AllOf, AnyOf, Known, Not
from kithwork.core.rules.tests.strategies import VOCABULARY, conditions, facts, values

few = settings(max_examples=80, deadline=None)


def truth(condition, known) -> bool | None:
    return evaluate(condition, known).truth


@few
@given(conditions(), conditions(), facts())
def test_de_morgan(first, second, known) -> None:
    assert truth(Not(AllOf((first, second))), known) is truth(
        AnyOf((Not(first), Not(second))), known
    )


@few
@given(conditions(), conditions(), conditions(), facts())
def test_all_and_any_distribute_and_commute(first, second, third, known) -> None:
    joined = truth(AllOf((first, AnyOf((second, third)))), known)
    assert joined is truth(AnyOf((AllOf((third, first)), AllOf((first, second)))), known)


@few
@given(conditions(), facts())
def test_not_twice_changes_nothing(condition, known) -> None:
    assert evaluate(Not(Not(condition)), known) == evaluate(condition, known)


@few
@given(conditions(), facts())
def test_a_verdict_has_reasons_or_says_what_is_missing(condition, known) -> None:
    verdict = evaluate(condition, known, rule="r")
    read = set(facts_of(condition))
    if verdict.truth is None:
        assert verdict.missing
        assert not verdict.reasons
        assert set(verdict.missing) <= read
    else:
        assert verdict.reasons
        assert not verdict.missing
        assert {reason.fact for reason in verdict.reasons} <= read
        assert {reason.rule for reason in verdict.reasons} == {"r"}


@few
@given(conditions(), facts())
def test_facts_that_are_not_read_do_not_matter(condition, known) -> None:
    read = {name: fact for name, fact in known.items() if name in facts_of(condition)}
    assert evaluate(condition, read) == evaluate(condition, known)


@few
@given(conditions(complete=True), facts(), st.data())
def test_learning_a_fact_never_turns_a_known_verdict_round(condition, known, data) -> None:
    before = truth(condition, known)
    unknown = [name for name in VOCABULARY if name not in known]
    if before is None or not unknown:
        return
    name = data.draw(st.sampled_from(unknown))
    learnt = {**known, name: Fact(data.draw(values[VOCABULARY[name].kind]))}
    assert truth(condition, learnt) is before


@few
@given(conditions(), facts())
def test_the_reasons_alone_give_the_same_truth(condition, known) -> None:
    verdict = evaluate(condition, known)
    if verdict.truth is None or any(isinstance(reason.leaf, Known) for reason in verdict.reasons):
        return
    named = {reason.fact for reason in verdict.reasons}
    alone = {name: fact for name, fact in known.items() if name in named}
    assert truth(condition, alone) is verdict.truth
