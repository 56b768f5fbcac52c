"""Cases of supply and need: an inventory and what students state, to the gap of each function."""

import datetime as dt

from kithwork.catalogue.reading import Node
from kithwork.catalogue.support import sources
from kithwork.core.aid.gap import Balance, Stated, balance
from kithwork.core.aid.supply import Offer, StatedNone, supply_matrix
from kithwork.core.support.functions import ALL, FOUR, Function

DAY = dt.date(2026, 11, 22)  # nothing depends on it


def result(given: Node) -> object:
    """Hold `offers` and `nothing` (recorded nones) against `stated`: {function: [asked, few]}."""
    fields = given.mapping(optional=["offers", "nothing", "stated"])
    offers = fields.maybe("offers", lambda node: tuple(map(_offer, node.items())), ())
    nothing = fields.maybe("nothing", lambda node: tuple(map(_none, node.items())), ())
    stated = fields.maybe("stated", _stated, {})
    supply = supply_matrix(offers, nothing, on=DAY)
    levels = {f"{cell.source} {cell.function}": cell.level for cell in supply.cells}
    return {**_told(balance(offers, supply, stated)), "levels": levels}


def _offer(node: Node) -> Offer:
    fields = node.mapping(required=["source", "functions"], optional=["service", "covers"])
    codes = fields["functions"].strings(among=ALL, at_least=1)
    return Offer(
        ref="",
        source=fields["source"].string(among=sources()),
        functions=tuple(map(Function, codes)),
        is_service=fields.maybe("service", Node.flag, False),
        since=DAY,
        covers=fields.maybe("covers", Node.number, None),
    )


def _none(node: Node) -> StatedNone:
    fields = node.mapping(required=["source", "function"])
    return StatedNone(
        ref="",
        source=fields["source"].string(among=sources()),
        function=Function(fields["function"].string(among=FOUR)),
        on=DAY,
    )


def _stated(node: Node) -> dict[Function, Stated]:
    said = {
        name: [one.whole(at_least=0) for one in pair.items()] for name, pair in node.pairs().items()
    }
    return {Function(name): Stated(asked=n, too_little=few) for name, (n, few) in said.items()}


def _told(found: Balance) -> dict[str, object]:
    by_function = {
        gap.function.value: {
            "supply": gap.supply.value,
            "finding": gap.finding.value,
            "share": gap.stated.share,
            "programmes": gap.programmes,
            "services": gap.services,
        }
        for gap in found.gaps
    }
    first = found.first.function.value if found.first else None
    return {
        **by_function,
        "offers": found.offers,
        "only_material": found.only_material,
        "first": first,
    }
