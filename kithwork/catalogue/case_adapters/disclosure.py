"""Cases of small numbers: a table, groups, terms, a rate or two views, to what may be shown."""

from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.catalogue.reading import Node
from kithwork.core.disclosure import (
    Cell,
    CountTable,
    GroupCounts,
    SuppressedTable,
    rate_of_class,
    refuse_difference,
    shown_partition,
    shown_sizes,
    suppress,
    suppress_groups,
)


def result(given: Node) -> object:
    """Suppress `table`, `groups`, `terms` or `rate`, or compare `earlier` and `later`."""
    fields = given.mapping(optional=["table", "groups", "terms", "rate", "earlier", "later"])
    if "table" in fields:
        return _shown(_suppressed(fields["table"]))
    if "groups" in fields:
        return _groups(fields["groups"])
    if "terms" in fields:
        return _terms(fields["terms"])
    if "rate" in fields:
        return _rate(fields["rate"])
    views = (_suppressed(fields["earlier"]), _suppressed(fields["later"]))
    refusal = refuse_difference(*views, disclosure_entry().policy)
    return {"refused": refusal.code if refusal else None}


def _suppressed(node: Node) -> SuppressedTable:
    """A table as {group: {column: count}}; every group has the same columns."""
    lines = {name: line.pairs() for name, line in node.pairs().items()}
    columns = tuple(next(iter(lines.values())))
    counts = tuple(tuple(line[c].whole(at_least=0) for c in columns) for line in lines.values())
    return suppress(CountTable(tuple(lines), columns, counts), disclosure_entry().policy)


def _shown(table: SuppressedTable) -> object:
    rows = [
        {**_values(table.columns, line), "total": total.value}
        for line, total in zip(table.cells, table.row_totals, strict=True)
    ]
    total = {**_values(table.columns, table.column_totals), "total": table.total.value}
    return {
        "withheld": table.withheld.code if table.withheld else None,
        **dict(zip(table.rows, rows, strict=True)),
        "total": total,
    }


def _groups(node: Node) -> object:
    """Groups as {name: [size, count]}: how many there are, and how many show the measure."""
    lines = {
        name: [one.whole(at_least=0) for one in pair.items()] for name, pair in node.pairs().items()
    }
    sizes, counts = zip(*lines.values(), strict=True)
    table = GroupCounts(tuple(lines), sizes, ("measure",), (counts,))
    shown = suppress_groups(table, disclosure_entry().policy)
    return {
        "sizes": _values(shown.groups, shown.sizes),
        "counts": _values(shown.groups, shown.cells[0]),
        "total": shown.totals[0].value,
    }


def _terms(node: Node) -> object:
    """Terms as {name: {category: count}}: the sizes, everybody, and each term."""
    lines = {name: line.pairs() for name, line in node.pairs().items()}
    categories = tuple(next(iter(lines.values())))
    counts = [[line[c].whole(at_least=0) for c in categories] for line in lines.values()]
    policy = disclosure_entry().policy
    sizes = shown_sizes([sum(line) for line in counts], policy)
    shown = shown_partition(counts, sizes, policy=policy)
    return {
        "sizes": dict(zip(lines, sizes, strict=True)),
        "everybody": dict(zip(categories, shown.whole, strict=True)),
        **{
            name: dict(zip(categories, line, strict=True))
            for name, line in zip(lines, shown.groups, strict=True)
        },
    }


def _rate(node: Node) -> object:
    fields = node.mapping(required=["count", "of"])
    rate = rate_of_class(fields["count"].whole(), fields["of"].whole(), disclosure_entry().policy)
    return {"rate": rate.value, "because": rate.reason.code if rate.reason else None}


def _values(names: tuple[str, ...], cells: tuple[Cell, ...]) -> dict[str, object]:
    return {name: cell.value for name, cell in zip(names, cells, strict=True)}
