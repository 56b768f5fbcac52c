"""Every example in a docstring gives what it says."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import kithwork

PACKAGE = Path(kithwork.__file__).parent
EXAMPLE = ">>> "


def modules_with_examples() -> list[str]:
    paths = (path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts)
    found = (path for path in paths if EXAMPLE in path.read_text("utf-8"))
    names = (path.relative_to(PACKAGE.parent).with_suffix("").parts for path in found)
    return sorted(".".join(name).removesuffix(".__init__") for name in names)


@pytest.mark.parametrize("name", modules_with_examples())
def test_the_examples_hold(name: str) -> None:
    done = doctest.testmod(import_module(name), optionflags=doctest.ELLIPSIS)
    assert done.attempted
    assert not done.failed
