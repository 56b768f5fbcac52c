"""Which form a key is for, and which forms may be compared."""

import pytest

from kithwork.core.scales import ScaleError, Version, comparable, key_of
from kithwork.core.scales.keys import version_told_by
from kithwork.core.scales.tests.forms import instrument, items, self_worth, text, total, worries


def two_forms():
    of = items(5)
    return instrument(
        of,
        (total(of),),
        versions=(
            Version("five", text("five rows"), also=("5",), told_by="5"),
            Version("four", text("four rows"), without=("5",), also=("4",)),
        ),
    )


def test_the_usual_form_is_the_first_version_and_the_first_coding():
    form = key_of(two_forms()).form
    assert (form.version, form.coding, form.choices) == ("five", "0-4", ())


@pytest.mark.parametrize("name", ["four", "4"])
def test_a_version_lacks_items_and_has_a_range_of_its_own(name):
    key = key_of(two_forms(), version=name)
    assert (list(key.items), key.scores["total"].hi) == (["1", "2", "3", "4"], 16)
    assert (key.form.version, key.scores["total"].needed) == ("four", 4)


def test_a_column_can_show_which_version_it_is():
    assert version_told_by(two_forms(), ["id", "1", "2", "3", "4", "5"]) == "five"
    assert version_told_by(two_forms(), ["id", "1", "2", "3", "4"]) is None


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"version": "six"}, "scales.unknown_version"),
        ({"coding": "2-6"}, "scales.unknown_coding"),
        ({"population": "martians"}, "scales.unknown_population"),
        ({"options": {"order": "first"}}, "scales.no_such_option"),
    ],
)
def test_what_is_not_there_is_refused(asked, code):
    with pytest.raises(ScaleError) as refused:
        key_of(worries(), **asked)
    assert refused.value.reason.code == code


def test_a_choice_without_a_usual_value_must_be_made():
    with pytest.raises(ScaleError) as refused:
        key_of(self_worth())
    assert refused.value.reason.code == "scales.choice_not_made"
    assert refused.value.reason.values()["known"] == "first, second"


def test_an_unknown_choice_is_refused():
    with pytest.raises(ScaleError) as refused:
        key_of(self_worth(), options={"order": "third"})
    assert refused.value.reason.code == "scales.unknown_choice"


def form(**said):
    options = {"order": said.pop("order", "first"), "item8": said.pop("item8", "drop")}
    return key_of(self_worth(), options=options, **said).form


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (form(order="second"), "scales.not_comparable.choice"),
        (form(item8="reverse"), "scales.not_comparable.choice"),
        (form(coding="1-4"), "scales.not_comparable.coding"),
        (key_of(worries()).form, "scales.not_comparable.coding"),
        (key_of(two_forms(), version="four").form, "scales.not_comparable.version"),
    ],
)
def test_unlike_forms_are_not_compared(other, code):
    assert comparable(form(), other).code == code


def test_like_forms_are_compared():
    assert comparable(form(), form()) is None
