"""Reading a `Pick`: a plain value for all rows, or `{column: …}` with its words."""

from collections.abc import Callable

from kithwork.catalogue.mappings.mapping import ORDERS, Pick
from kithwork.catalogue.reading import Node, Scalar
from kithwork.core.rules import FactError, FactType, check_value

_KEYS = ("values", "missing", "order")


def read_pick(node: Node) -> Pick:
    """Read a value for all rows, or a column."""
    return read_column(node) if node.is_mapping else Pick(constant=_constant(node))


def read_column(node: Node) -> Pick:
    """Read `{column: …}`; a constant is refused where every row has its own value."""
    fields = node.mapping(required=["column"], optional=_KEYS)
    return Pick(
        column=read_word(fields["column"]),
        values=fields.maybe("values", read_values, ()),
        missing=fields.maybe("missing", read_words, ()),
        order=fields.maybe("order", _order, "ymd"),
    )


def choice_pick(choices: tuple[str, ...]) -> Callable[[Node], Pick]:
    """Return a reader of picks whose values are among `choices`."""

    def read(node: Node) -> Pick:
        pick = read_pick(node)
        if pick.column is None:
            node.string(among=choices)
        if node.is_mapping and "values" in node.pairs():
            for value in node.pairs()["values"].pairs().values():
                value.string(among=choices)
        return pick

    return read


def fact_pick(column: str, node: Node, *, name: str, of_type: FactType) -> Pick:
    """Read the words of a fact's column and check each value against the fact's type."""
    values = node.pairs()["values"].pairs() if "values" in node.pairs() else {}
    for value in values.values():
        try:
            check_value(name, value.scalar(), of_type)
        except FactError as error:
            raise value.error(error.reason.code, **error.reason.values()) from error
    fields = node.pairs()
    return Pick(
        column=column,
        values=read_values(fields["values"]) if values else (),
        missing=read_words(fields["missing"]) if "missing" in fields else (),
        order=_order(fields["order"]) if "order" in fields else "ymd",
    )


def read_values(node: Node) -> tuple[tuple[str, Scalar], ...]:
    """Read `{word of the file: our value}`; a word is text, whatever it looks like."""
    return tuple((word, value.scalar()) for word, value in node.pairs().items())


def read_words(node: Node) -> tuple[str, ...]:
    """Read one word, or a list of words, of the file: 99 and "99" are the same word."""
    members = node.items() if node.is_list else (node,)
    return tuple(member.written.strip() for member in members if member.written.strip())


def read_word(node: Node) -> str:
    """Read one word of the file, such as a column's name, as it was written ("1", "2026-09-01")."""
    node.scalar()
    if not node.written.strip():
        raise node.error("catalogue.empty")
    return node.written.strip()


def _constant(node: Node) -> Scalar:
    if node.is_null:
        raise node.error("catalogue.empty")
    return node.scalar()


def _order(node: Node) -> str:
    return node.string(among=ORDERS)
