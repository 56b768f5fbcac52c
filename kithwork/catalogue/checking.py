"""Everything that can be wrong with the catalogue, found at once and said with its place.

All files are read by the loaders of their kinds; the worked cases are run; a file that no loader
reads, an id taken twice within a kind and a rule that no case shows are errors too.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources.abc import Traversable

from kithwork.catalogue.cases import cases, differences
from kithwork.catalogue.entries import entries_of, files
from kithwork.catalogue.kinds import KINDS, Ids, Kind
from kithwork.catalogue.located import ROOT, read_catalogue
from kithwork.catalogue.reading import CatalogueError, Node, Place
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Checked:
    """How many ids each kind defines, and everything that is wrong, in the order of places."""

    counts: dict[str, int]
    errors: tuple[CatalogueError, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The documents of a kind, as far as they can be read."""

    kind: Kind
    documents: tuple[Node, ...]

    def defined(self, ids: Ids) -> Iterator[tuple[str, Node]]:
        for document in self.documents:
            for node in entries_of(document):
                yield from ((one, node) for one in ids(node))


class _Errors:
    """Collects errors, each once: the loaders of several kinds read the same facts."""

    def __init__(self) -> None:
        self._found: dict[tuple[Place, Reason], CatalogueError] = {}

    def add(self, errors: Iterable[CatalogueError]) -> None:
        for error in errors:
            self._found.setdefault((error.place, error.reason), error)

    @contextmanager
    def collected(self) -> Iterator[None]:
        try:
            yield
        except CatalogueError as error:
            self.add([error])

    def in_order(self) -> tuple[CatalogueError, ...]:
        places = sorted(self._found, key=lambda one: (one[0].file, one[0].line, one[0].key))
        return tuple(self._found[place] for place in places)


def check_catalogue(kinds: Sequence[Kind] = KINDS, *, root: Traversable = ROOT) -> Checked:
    """Read the whole catalogue and return what it holds and what is wrong with it."""
    errors = _Errors()
    found = list(_found(kinds, root, errors))
    counts = {one.kind.name: _count(one, errors) for one in found}
    for one in found:
        with errors.collected():
            one.kind.load()
    _check_cases(found, errors)
    return Checked(counts, errors.in_order())


def _found(kinds: Sequence[Kind], root: Traversable, errors: _Errors) -> Iterator[_Found]:
    documents: dict[str, Node] = {}
    for name in files(root=root):
        with errors.collected():
            documents[name] = read_catalogue(name, root=root)
            if not any(fnmatchcase(name, kind.files) for kind in kinds):
                raise documents[name].error("catalogue.no_reader")
    for kind in kinds:
        own = (node for name, node in documents.items() if fnmatchcase(name, kind.files))
        yield _Found(kind, tuple(own))


def _count(found: _Found, errors: _Errors) -> int:
    places: dict[str, Node] = {}
    with errors.collected():
        for one, node in found.defined(found.kind.ids):
            first = places.setdefault(one, node)
            if first is not node:
                where = f"{first.place.file}:{first.place.line}"
                errors.add([node.error("catalogue.id_twice", id=one, first=where)])
    return len(places)


def _check_cases(found: Iterable[_Found], errors: _Errors) -> None:
    with errors.collected():
        shown = {one for case in cases() for one in case.shows}
        for case in cases():
            with errors.collected():
                errors.add(differences(case))
        for kind in found:
            for rule, node in kind.defined(kind.kind.rules):
                if rule not in shown:
                    errors.add([node.error("catalogue.rule_without_case", rule=rule)])
