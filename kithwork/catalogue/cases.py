"""Worked cases: what a rule gives for an invented student, in a sentence that anybody can check.

`cases/*.yaml` holds them: `says` is the sentence, `given` and `expect` are the same in terms of
the area that `about` names; `shows` lists the ids of the rules that the case is an example of. A
rule without a case does not merge. The cases are run as tests, by `kithwork check-catalogue`, and
are printed in the guide.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.case_adapters import Adapter, adapter
from kithwork.catalogue.entries import Entry, entries, entry
from kithwork.catalogue.reading import CatalogueError, Node
from kithwork.core.text import Text


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case; `shows` are ids of rules, `given` and `expect` stay located."""

    entry: Entry
    about: str
    says: Text
    shows: tuple[str, ...]
    given: Node
    expect: Node
    adapter: Adapter


@cache
def cases() -> tuple[Case, ...]:
    """Return all worked cases."""
    return tuple(read_case(node) for node in entries("cases"))


def read_case(node: Node) -> Case:
    """Read one worked case."""
    head, fields = entry(node, required=["about", "says", "given", "expect"], optional=["shows"])
    return Case(
        entry=head,
        about=fields["about"].string(),
        says=fields["says"].text(),
        shows=fields.maybe("shows", Node.strings, ()),
        given=fields["given"],
        expect=fields["expect"],
        adapter=adapter(fields["about"]),
    )


def differences(case: Case) -> tuple[CatalogueError, ...]:
    """Run a case: return, with their places, the expectations that it does not meet.

    A number is compared at the decimals with which it is written: 36.31 is met by 36.3087.
    """
    return tuple(_differences(case.expect, case.adapter(case.given)))


def printed(about: str, language: str) -> str:
    """Return the sentences of one area's cases as a list in Markdown, for the guide."""
    told = [case.says.said_in(language) for case in cases() if case.about == about]
    return "".join(f"- {sentence}\n" for sentence in told)


def _differences(expected: Node, found: object) -> Iterator[CatalogueError]:
    if expected.is_mapping:
        yield from _differing_keys(expected, found)
    elif expected.is_list:
        yield from _differing_members(expected, found)
    elif not _meets(expected, found):
        yield _differs(expected, found)


def _differing_keys(expected: Node, found: object) -> Iterator[CatalogueError]:
    if not isinstance(found, Mapping):
        yield _differs(expected, found)
        return
    for key, node in expected.pairs().items():
        if key in found:
            yield from _differences(node, found[key])
        else:
            yield node.unknown("catalogue.what.result", key, tuple(map(str, found)))


def _differing_members(expected: Node, found: object) -> Iterator[CatalogueError]:
    members = expected.items()
    if not isinstance(found, Iterable) or isinstance(found, str | Mapping):
        yield _differs(expected, found)
        return
    if len(members) != len(listed := tuple(found)):
        yield _differs(expected, listed)
        return
    for node, one in zip(members, listed, strict=True):
        yield from _differences(node, one)


def _meets(expected: Node, found: object) -> bool:
    wanted = expected.scalar()
    if _is_number(wanted) and _is_number(found):
        return _close(expected, found)
    return wanted == found and isinstance(wanted, bool) is isinstance(found, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _close(expected: Node, found: object) -> bool:
    assert isinstance(found, int | float)
    decimals = len(expected.written.partition(".")[2])
    tolerance = 0.5 * 10**-decimals if decimals else 0.0
    return math.isclose(expected.number(), found, rel_tol=1e-9, abs_tol=tolerance + 1e-9)


def _differs(expected: Node, found: object) -> CatalogueError:
    return expected.error(
        "catalogue.case_differs", expected=_shown(expected.plain()), found=_shown(found)
    )


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(one)}" for key, one in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(_shown, value))}]"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(value)
