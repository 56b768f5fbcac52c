"""Cases of a single series in two phases, and of what a student chosen for a score would show."""

from kithwork.catalogue.reading import Node
from kithwork.catalogue.singlecase import single_case
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.band import band
from kithwork.core.singlecase.claims import claim_of_series, regression_to_the_mean
from kithwork.core.singlecase.overlap import nap, pnd
from kithwork.core.singlecase.series import Better, TwoPhases


def result(given: Node) -> object:
    """Compute a series (`a`, `b`, `better`) or the expectation for a `chosen` student."""
    if "chosen" in given.pairs():
        return _chosen(given.mapping(required=("chosen",))["chosen"])
    fields = given.mapping(required=("a", "b", "better"))
    rules = single_case().rules
    series = TwoPhases(
        baseline=_points(fields["a"]),
        intervention=_points(fields["b"]),
        better=Better(fields["better"].string(among=tuple(Better))),
    )
    overlap, around = nap(series, rules=rules), band(series, rules=rules)
    claim = claim_of_series(n_a=overlap.n_a, n_b=overlap.n_b, rules=rules)
    return {
        "nap": overlap.estimate,
        "word": overlap.word,
        "pnd": pnd(series, rules=rules).estimate,
        "mean": around.mean,
        "sd": around.sd,
        "low": around.low,
        "high": around.high,
        "signals": [
            f"{one.length} from session {one.first}, {'better' if one.is_better else 'worse'}"
            for one in around.signals
        ],
        "missing": overlap.missing,
        "why_not": overlap.refused.code if overlap.refused else None,
        "claim": _codes(claim.says),
    }


def _chosen(node: Node) -> object:
    fields = node.mapping(required=("before",), optional=("mean", "r", "source"))
    said = regression_to_the_mean(
        before=fields["before"].number(),
        mean=fields.maybe("mean", Node.number, None),
        r=fields.maybe("r", Node.number, None),
        source=fields.maybe("source", Node.string, None),
    )
    return {"says": said.code, "expected": said.values().get("expected")}


def _points(node: Node) -> tuple[float | None, ...]:
    return tuple(None if one.is_null else one.number() for one in node.items())


def _codes(said: tuple[Reason, ...]) -> list[str]:
    return [reason.code.removeprefix("singlecase.claim.") for reason in said]
