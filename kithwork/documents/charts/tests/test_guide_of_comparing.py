"""The guide's chapter on comparing: its Python runs and prints what stands there."""

import doctest
from pathlib import Path

GUIDE = Path(__file__).parents[4] / "docs" / "guide" / "comparing.md"


def test_the_guides_python_runs() -> None:
    results = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8")
    assert results.attempted > 8
    assert results.failed == 0
