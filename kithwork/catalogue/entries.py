"""The entries of a folder of the catalogue, each with identity, content hash and source.

A file is either one entry or a head with `entries: […]`; what stands in the head (version,
source, checked_by, reviewed_on …) holds for each of them that does not say otherwise. A stored
result names entry, version and content hash, so an old result can be told from a new rule.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from kithwork.catalogue.located import ROOT, read_catalogue
from kithwork.catalogue.reading import Fields, Node, Plain

HEAD = ("id", "version", "source", "checked_by", "reviewed_on")
STATUSES = ("confirmed", "unconfirmed")


@dataclass(frozen=True, slots=True)
class Entry:
    """What every entry of the catalogue says about itself.

    `source` is where its content comes from, `checked_by` who compared it with that source and
    `reviewed_on` when; `status` is "unconfirmed" where the source could not be seen.
    """

    id: str
    version: str
    content_hash: str
    source: str
    checked_by: str
    reviewed_on: dt.date
    status: str = "confirmed"


def entries(folder: str) -> tuple[Node, ...]:
    """Return the entries of all files of `folder` ("needs"), in the order of names and lines."""
    return tuple(node for name in files(folder) for node in entries_of(read_catalogue(name)))


def files(folder: str = "", *, root: Traversable = ROOT) -> tuple[str, ...]:
    """Return the YAML files of a folder and its subfolders, named from the catalogue's root.

    Without a folder, those of the whole catalogue.
    """
    start = root.joinpath(folder) if folder else root
    return tuple(sorted(_names(start, folder))) if start.is_dir() else ()


def entries_of(document: Node) -> tuple[Node, ...]:
    """Return the entries of one file, each with what it takes over from the file's head."""
    if not document.is_mapping or "entries" not in document.pairs():
        return (document,)
    head = {key: node for key, node in document.pairs().items() if key != "entries"}
    return tuple(
        Node(node.place, head | node.pairs())
        for node in document.pairs()["entries"].items(at_least=1)
    )


def entry(
    node: Node, *, required: Collection[str] = (), optional: Collection[str] = ()
) -> tuple[Entry, Fields]:
    """Read the head of an entry, and return it with all fields: the head's and those named."""
    fields = node.mapping(required=(*HEAD, *required), optional=("status", *optional))
    read = Entry(
        id=fields["id"].string(),
        version=_version(fields["version"]),
        content_hash=content_hash(node),
        source=fields["source"].string(),
        checked_by=fields["checked_by"].string(),
        reviewed_on=fields["reviewed_on"].date(),
        status=fields.maybe("status", _status, "confirmed"),
    )
    return read, fields


def content_hash(node: Node) -> str:
    """Return the SHA-256 of the content in one canonical form.

    Comments, quotes, line breaks and the order of keys do not count; the order of a list does.
    """
    canonical = json.dumps(
        _canonical(node.plain()), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _names(folder: Traversable, path: str) -> Iterator[str]:
    for item in folder.iterdir():
        name = f"{path}/{item.name}" if path else item.name
        if item.is_dir():
            yield from _names(item, name)
        elif name.endswith((".yaml", ".yml")):
            yield name


def _version(node: Node) -> str:
    return str(node.whole(at_least=1)) if isinstance(node.content, int) else node.string()


def _status(node: Node) -> str:
    return node.string(among=STATUSES)


def _canonical(plain: Plain) -> object:
    if isinstance(plain, dict):
        return {key: _canonical(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_canonical(value) for value in plain]
    return {"date": plain.isoformat()} if isinstance(plain, dt.date) else plain
