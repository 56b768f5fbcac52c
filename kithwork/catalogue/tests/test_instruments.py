"""What every instrument of the catalogue must have, in its entry and on its methods page."""

from pathlib import Path

import pytest

from kithwork.catalogue.instruments import fact_definitions, instruments
from kithwork.catalogue.tests.keyed import ALL, OWN, STANDARD, instrument
from kithwork.core.scales import key_of
from kithwork.core.text import Text

# ── every entry ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", ALL)
def test_every_form_of_every_instrument_has_a_key(code):
    of = instrument(code)
    choices = {choice.id: choice.options[0].id for choice in of.choices}
    for version in of.versions:
        for coding in of.codings:
            key = key_of(of, version=version.id, coding=coding.id, options=choices)
            assert all(one.lo < one.hi for one in key.scores.values())
            assert all(1 <= one.needed <= len(one.items) for one in key.scores.values())


@pytest.mark.parametrize("code", STANDARD)
def test_a_standard_scale_has_tags_and_no_wording(code):
    """A tag names the topic in a few words; a sentence would be the wording of others."""
    for item in instrument(code).items:
        assert len(item.tag.en.split()) <= 5, item.id
        assert len(item.tag.zh_hans) <= 12, item.id
        assert not item.tag.en.endswith((".", "?"))
        assert not {"I", "my", "me", "you"} & set(item.tag.en.split())
    assert instruments()[code].questionnaire is None


@pytest.mark.parametrize("code", ALL)
def test_validation_is_carried_as_data(code):
    assert instrument(code).is_validated is (code not in OWN)
    if code in OWN:
        assert instrument(code).bands == ()
        assert instruments()[code].change == ()


@pytest.mark.parametrize("code", ALL)
def test_no_label_is_a_diagnosis(code):
    words = ["diagnos", "depress", "disorder", "诊断", "抑郁症", "焦虑症", "贫困生"]
    texts = [band.label for bands in instrument(code).bands for band in bands.bands]
    texts += [item.tag for item in instrument(code).items]
    for text in texts:
        assert not any(word in f"{text.en.lower()} {text.zh_hans}" for word in words)


def test_change_figures_name_a_population_and_a_status():
    for entry in instruments().values():
        for basis in entry.change:
            assert isinstance(basis.population, Text)
            assert basis.status in ("confirmed", "unconfirmed")
            assert basis.source


def test_scores_are_facts_with_their_harder_end():
    facts = fact_definitions()
    assert facts["phq_9.total"].harder == "higher"
    assert facts["who_5.total"].harder == "lower"
    assert facts["ssm.EM"].asks == ("EM",)


# ── the methods pages ──────────────────────────────────────────────────────────────────────────


METHODS = Path(__file__).parents[3] / "docs" / "methods"


@pytest.mark.parametrize("code", ALL)
def test_every_score_has_its_section_on_the_methods_page(code):
    page = (METHODS / f"{code}.md").read_text("utf-8")
    heads = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert [head for head in heads if head.startswith("`")] == [
        f"`{score.name}`" for score in instrument(code).scores
    ]
    assert heads[-1] == "What this can and cannot say"
    assert "It can say" in page
    assert "It cannot say" in page


@pytest.mark.parametrize("code", ALL)
def test_the_methods_page_states_ranges_answers_and_bands_of_the_key(code):
    page = " ".join((METHODS / f"{code}.md").read_text("utf-8").split())
    options = {
        choice.id: choice.default or choice.options[0].id for choice in instrument(code).choices
    }
    key = key_of(instrument(code), options=options)
    for section, keyed in zip(page.split(" ## `")[1:], key.scores.values(), strict=True):
        assert section.startswith(f"{keyed.name}`")
        assert f"Range {keyed.lo:g}–{keyed.hi:g}" in section
    for bands in instrument(code).bands:
        assert f"`{bands.population}`" in page
        assert (bands.status == "unconfirmed") <= ("unconfirmed" in page)
    for basis in instruments()[code].change:
        assert f"SD {basis.sd:g}, r {basis.r:g}" in page
    assert instrument(code).is_validated is ("**unvalidated**" not in page)
