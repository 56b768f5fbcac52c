"""Cases of change: two scores of an instrument, and what else is known of a population.

`instrument` gives a verdict with its reasons; `retest` the other errors of change by name; `chosen`
what comes by itself; `rates` a number needed; `populations` the three cut-offs.
"""

from collections.abc import Callable, Mapping

from kithwork.catalogue.change import change_of
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.reading import Fields, Node
from kithwork.catalogue.scale_conventions import conventions
from kithwork.core.change import (
    Index,
    Population,
    Retested,
    cut_offs,
    indices,
    number_needed,
)
from kithwork.core.regression_to_mean import Again, expected_again
from kithwork.core.scales.definitions import Better

_FIGURES = ("mean", "mean_after", "sd_after", "alpha", "n")


def result(given: Node) -> object:
    """Compute what the keys of `given` ask for."""
    for key, compute in _COMPUTED.items():
        if key in given.pairs():
            return compute(given.mapping(required=(key,))[key])
    return _verdict(given)


def _verdict(given: Node) -> object:
    fields = given.mapping(required=["instrument", "pre", "post"], optional=["score", "population"])
    change = change_of(
        instruments()[fields["instrument"].string(among=tuple(instruments()))],
        fields.maybe("pre", Node.number, None),
        fields.maybe("post", Node.number, None),
        score=fields.maybe("score", Node.string, None),
        population=fields.maybe("population", Node.string, None),
    )
    return {
        "verdict": str(change.verdict),
        "difference": change.difference,
        "rci": change.rci,
        "s_diff": change.s_diff,
        "threshold": change.threshold,
        "crossed": change.crossed,
        "clinically_significant": change.clinically_significant,
        "notes": tuple(note.code for note in change.notes),
    }


def _retest(node: Node) -> object:
    fields = node.mapping(required=("pre", "post", "sd", "r"), optional=_FIGURES)
    norms = Retested(
        sd=fields["sd"].number(),
        r=fields["r"].number(),
        mean=fields.maybe("mean", Node.number, None),
        mean_after=fields.maybe("mean_after", Node.number, None),
        sd_after=fields.maybe("sd_after", Node.number, None),
        alpha=fields.maybe("alpha", Node.number, None),
        n=fields.maybe("n", Node.whole, None),
    )
    found = indices(
        fields["pre"].number(),
        fields["post"].number(),
        norms=norms,
        criterion=conventions().reliable,
    )
    return {str(method): _index(one) for method, one in found.items()}


def _index(one: Index) -> object:
    return {
        "expected": one.expected,
        "error": one.error,
        "index": one.index,
        "reliable": one.is_reliable,
    }


def _chosen(node: Node) -> object:
    fields = node.mapping(required=("pre", "mean", "sd", "r"), optional=("post", "n"))
    population = Again(
        mean=fields["mean"].number(),
        sd=fields["sd"].number(),
        r=fields["r"].number(),
        n=fields.maybe("n", Node.whole, None),
        source="example",
    )
    found = expected_again(
        fields["pre"].number(), fields.maybe("post", Node.number, None), population=population
    )
    return {
        "expected": found.expected,
        "by_itself": found.by_itself,
        "low": found.interval.low,
        "high": found.interval.high,
        "is_beyond": found.is_beyond,
    }


def _rates(node: Node) -> object:
    fields = node.mapping(required=("helped", "of_helped", "others", "of_others"))
    found = number_needed(**{name: one.whole() for name, one in _all(fields).items()})
    interval = found.nnt.interval
    return {
        "nnt": found.nnt.estimate,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "notes": [note.code for note in found.nnt.notes],
    }


def _all(fields: Fields) -> dict[str, Node]:
    return {name: fields[name] for name in ("helped", "of_helped", "others", "of_others")}


def _populations(node: Node) -> object:
    fields = node.mapping(required=("better",), optional=("clinical", "general"))
    found = cut_offs(
        better=Better(fields["better"].string(among=tuple(Better))),
        clinical=fields.maybe("clinical", _population, None),
        general=fields.maybe("general", _population, None),
    )
    return {"a": found.a, "b": found.b, "c": found.c, "preferred": found.preferred}


def _population(node: Node) -> Population:
    fields = node.mapping(required=("mean", "sd"))
    return Population(mean=fields["mean"].number(), sd=fields["sd"].number())


_COMPUTED: Mapping[str, Callable[[Node], object]] = {
    "retest": _retest,
    "chosen": _chosen,
    "rates": _rates,
    "populations": _populations,
}
