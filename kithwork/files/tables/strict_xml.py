"""A stranger's XML, read by the standard library's expat with everything dangerous refused.

A document type declaration is refused outright: entities that multiply and external files hang on
it, and no workbook needs one.
"""

from typing import IO, Any
from xml.parsers import expat

from kithwork.files.tables.errors import refuse


def strict_parser() -> Any:
    """Return an expat parser that refuses a document type declaration."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def parse(parser: Any, stream: IO[bytes]) -> None:
    """Feed the whole stream; XML that is not well-formed is a `TableError`."""
    try:
        parser.ParseFile(stream)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise refuse("broken_archive") from error


def elements(stream: IO[bytes]) -> list[tuple[str, dict[str, str]]]:
    """Return every element's name without prefix and its attributes, in the document's order."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = strict_parser()
    parser.StartElementHandler = lambda name, attributes: found.append(
        (name.rpartition(":")[2], attributes)
    )
    parse(parser, stream)
    return found


def _refuse_doctype(*_: object) -> None:
    raise refuse("broken_archive")
