"""Reads a span of time: one unit and how many of it, {working_days: 3}."""

from kithwork.catalogue.reading import Node
from kithwork.core.deadlines import Span, Unit


def read_span(node: Node) -> Span:
    """Read {unit: amount}."""
    units = [unit.value for unit in Unit]
    pairs = node.mapping(optional=units)
    if len(pairs) != 1:
        raise node.error("casework.catalogue.one_unit", units=", ".join(units))
    unit, amount = next(iter(pairs.items()))
    try:
        return Span(amount.whole(at_least=0), Unit(unit))
    except ValueError as error:
        raise amount.error("casework.catalogue.no_such_span", unit=unit) from error
