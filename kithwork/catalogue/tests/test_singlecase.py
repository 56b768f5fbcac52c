"""The cut-offs of single-case work as shipped, what is marked unconfirmed, and every code said."""

import re
from pathlib import Path

import kithwork.core.singlecase as core
from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.words import word


def test_cut_offs_of_h3() -> None:
    rules = single_case().rules
    assert (rules.fewest, rules.advised, rules.deviations, rules.run) == (3, 5, 2, 2)
    assert (rules.medium, rules.strong) == (0.66, 0.93)


def test_what_could_not_be_confirmed_is_marked() -> None:
    shipped = single_case()
    assert [shipped.is_unconfirmed(part) for part in ("points", "band", "nap_words")] == [
        False,
        True,
        True,
    ]


def test_every_code_of_the_core_has_its_words() -> None:
    text = "".join(path.read_text() for path in Path(core.__file__).parent.glob("*.py"))
    codes = set(re.findall(r'"(singlecase\.[a-z_.]+[a-z_])"', text))
    claims = re.findall(r"Design\.[A-Z_]+: \(([^)]*)\)", text)
    codes |= {f"singlecase.claim.{c}" for row in claims for c in re.findall(r'"(\w+)"', row)}
    codes |= {f"singlecase.word.{c}" for c in ("weak", "medium", "strong")}
    assert len(codes) > 15
    for code in codes:
        assert word(code).zh_hans
