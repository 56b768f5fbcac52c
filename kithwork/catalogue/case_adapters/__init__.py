"""How the worked cases of each area are computed: one module for each `about`.

The module `case_adapters/<about>.py` has one function, `result(given: Node) -> object`, which reads
what is given, calls the core and returns mappings, lists and plain values under the names that the
cases expect. A refusal is a result too: `{"error": code}`.
"""

import pkgutil
from collections.abc import Callable
from importlib import import_module

from kithwork.catalogue.reading import Node

Adapter = Callable[[Node], object]


def known() -> tuple[str, ...]:
    """Return every `about` that has an adapter."""
    return tuple(module.name for module in pkgutil.iter_modules(__path__))


def adapter(about: Node) -> Adapter:
    """Return the adapter that a case names."""
    if (name := about.string()) not in known():
        raise about.unknown("catalogue.what.area", name, known())
    result: Adapter = import_module(f"{__name__}.{name}").result
    return result
