"""The cut-offs of single-case work as shipped, what is marked unconfirmed, and every code said."""

import re
from pathlib import Path

import pytest

import kithwork.core.singlecase as core
from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.words import say, word
from kithwork.core.singlecase.indices import Asked
from kithwork.core.singlecase.phases import Compared
from kithwork.core.singlecase.ratios import Scale
from kithwork.core.singlecase.reading import read_series
from kithwork.core.singlecase.series import Better, TwoPhases
from kithwork.core.text import LANGUAGES


def test_cut_offs_of_h3() -> None:
    rules = single_case().rules
    assert (rules.fewest, rules.advised, rules.deviations, rules.run) == (3, 5, 2, 2)
    assert (rules.medium, rules.strong) == (0.66, 0.93)
    assert (rules.stable_width, rules.stable_share) == (0.25, 0.8)
    assert (rules.lifted, rules.alpha, rules.drawn_a, rules.drawn_b) == (0.25, 0.05, 5, 5)


def test_what_could_not_be_confirmed_is_marked() -> None:
    shipped = single_case()
    unconfirmed = {part for part in shipped.entries if shipped.is_unconfirmed(part)}
    assert unconfirmed == {"band", "nap_words", "stability"}


def test_every_code_of_the_core_has_its_words() -> None:
    text = "".join(path.read_text() for path in Path(core.__file__).parent.glob("*.py"))
    codes = set(re.findall(r'"(singlecase\.[a-z_.]+[a-z_])"', text))
    claims = re.findall(r"Design\.[A-Z_]+: \(([^)]*)\)", text)
    codes |= {f"singlecase.claim.{c}" for row in claims for c in re.findall(r'"(\w+)"', row)}
    codes |= {f"singlecase.word.{c}" for c in ("weak", "medium", "strong")}
    assert len(codes) > 15
    for code in codes:
        assert word(code).zh_hans


GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "single-cases.md"


def test_the_code_of_the_guide_runs(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    exec(code, {})  # our own page
    assert capsys.readouterr().out.startswith("1.0 Interval(low=0.5")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_index_can_be_said(language: str) -> None:
    series = TwoPhases(
        baseline=(20, 20, 26, 25, 22, 23),
        intervention=(28, 25, 24, 27, 30, 30, 29),
        better=Better.HIGHER,
    )
    pair = Compared(series, (), ("A", "B"), returns=False)
    asked = Asked(scale=Scale.PERCENTAGE, goal=40)
    reading = read_series(pair, rules=single_case().rules, asked=asked)
    assert reading.dual_criterion is not None
    said = [say(index.claim, language) for index in reading.indices.values()]
    said += [say(note, language) for index in reading.indices.values() for note in index.notes]
    said += [say(reading.dual_criterion.claim, language), *(say(r, language) for r in reading.says)]
    assert len(reading.indices) == 18
    assert all(said)
    for name in reading.indices:
        assert word(f"singlecase.{name}").zh_hans
    for met in ("met", "not_met", "too_short"):
        assert word(f"singlecase.says.cdc.{met}").zh_hans
    for name in ("lrr_increasing", "lrr_decreasing", "lor", "lrm", "smd_baseline", "smd_pooled"):
        assert word(f"singlecase.says.{name}.point").zh_hans
