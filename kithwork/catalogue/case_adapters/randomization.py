"""Cases of randomization tests: a design, its cases, and the p of the draw."""

from kithwork.catalogue.reading import Node
from kithwork.catalogue.singlecase import single_case
from kithwork.core.randomization.designs import Design, DesignError, Limits, Scheme
from kithwork.core.randomization.plans import Case, Plan
from kithwork.core.randomization.statistics import Statistic
from kithwork.core.randomization.testing import randomization_test
from kithwork.core.singlecase.series import Better

_OPTIONAL = ("min_a", "min_b", "max_run", "scheme", "statistic", "ranges")


def result(given: Node) -> object:
    """Test `cases` (each `values` and `phases`, such as AABB) drawn by a `design`."""
    fields = given.mapping(required=("design", "better", "cases"), optional=_OPTIONAL)
    rules = single_case().rules
    try:
        limits = Limits(
            min_a=fields.maybe("min_a", _whole, rules.drawn_a),
            min_b=fields.maybe("min_b", _whole, rules.drawn_b),
            max_run=fields.maybe("max_run", _whole, None),
        )
        plan = Plan(
            design=Design(fields["design"].string(among=tuple(Design))),
            limits=limits,
            better=Better(fields["better"].string(among=tuple(Better))),
            statistic=Statistic(fields.maybe("statistic", Node.string, "mean-difference")),
            scheme=Scheme(fields.maybe("scheme", Node.string, "marascuilo-busk")),
            ranges=fields.maybe("ranges", _ranges, ()),
        )
        cases = [_case(str(place), node) for place, node in enumerate(fields["cases"].items(), 1)]
        found = randomization_test(cases, plan)
    except DesignError as error:
        return {"error": error.reason.code.removeprefix("randomization.error.")}
    return {
        "p": found.p,
        "statistic": found.statistic,
        "arrangements": found.arrangements,
        "method": found.method,
        "smallest_p": found.smallest_p,
    }


def _case(name: str, node: Node) -> Case:
    fields = node.mapping(required=("values", "phases"))
    values = tuple(None if one.is_null else one.number() for one in fields["values"].items())
    return Case(name, values, tuple(letter == "B" for letter in fields["phases"].string()))


def _ranges(node: Node) -> tuple[tuple[int, ...], ...]:
    """Return start points counted from 0; the case counts sessions from 1."""
    return tuple(tuple(_whole(one) - 1 for one in part.items()) for part in node.items())


def _whole(node: Node) -> int:
    return int(node.number())
