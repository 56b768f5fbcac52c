"""Every code of the area has its words in both languages."""

import re
from pathlib import Path

import kithwork.core.randomization as core
from kithwork.catalogue.words import word
from kithwork.core.randomization.designs import Scheme
from kithwork.core.randomization.plans import Tail


def test_every_code_has_its_words() -> None:
    text = "".join(path.read_text() for path in Path(core.__file__).parent.glob("*.py"))
    codes = set(re.findall(r'"(randomization\.[a-z_.]+[a-z])"', text))
    codes |= {f"randomization.says.{tail}" for tail in Tail}
    codes |= {f"randomization.note.{scheme.replace('-', '_')}" for scheme in Scheme}
    assert len(codes) > 15
    for code in codes:
        assert word(code).zh_hans != word(code).en
