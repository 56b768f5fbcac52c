"""Cases of a single series in two phases, and of what a student chosen for a score would show."""

from kithwork.catalogue.reading import Node
from kithwork.catalogue.singlecase import single_case
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.band import band
from kithwork.core.singlecase.claims import claim_of_series, regression_to_the_mean
from kithwork.core.singlecase.dual_criterion import dual_criterion
from kithwork.core.singlecase.indices import Asked, indices
from kithwork.core.singlecase.pairs import word_of
from kithwork.core.singlecase.phases import Compared
from kithwork.core.singlecase.ratios import Scale
from kithwork.core.singlecase.series import Better, TwoPhases
from kithwork.core.singlecase.stability import baseline_stability


def result(given: Node) -> object:
    """Compute a series (`a`, `b`, `better`), a `baseline` so far, or what a `chosen` one expects.

    A series may say its `scale` and a `goal`.
    """
    if "chosen" in given.pairs():
        return _chosen(given.mapping(required=("chosen",))["chosen"])
    if "baseline" in given.pairs():
        return _stability(given)
    fields = given.mapping(required=("a", "b", "better"), optional=("scale", "goal"))
    rules = single_case().rules
    series = TwoPhases(
        baseline=_points(fields["a"]),
        intervention=_points(fields["b"]),
        better=Better(fields["better"].string(among=tuple(Better))),
    )
    asked = Asked(
        scale=Scale(fields.maybe("scale", Node.string, Scale.AMOUNT.value)),
        goal=fields.maybe("goal", Node.number, None),
    )
    found = indices(Compared(series, (), ("A", "B"), returns=False), rules=rules, asked=asked)
    nap, around = found["nap"], band(series, rules=rules)
    claim = claim_of_series(series, rules=rules)
    return {
        **{name: index.estimate for name, index in found.items()},
        "se_of_nap": nap.se,
        "word": None if nap.estimate is None else word_of(nap.estimate, rules),
        "dual_criterion": dual_criterion(series, rules=rules).is_met,
        "mean": around.mean,
        "sd": around.sd,
        "low": around.low,
        "high": around.high,
        "signals": [
            f"{one.length} from session {one.first}, {'better' if one.is_better else 'worse'}"
            for one in around.signals
        ],
        "missing": series.missing,
        "why_not": nap.claim.code if nap.estimate is None else None,
        "claim": _codes(claim.says),
    }


def _stability(given: Node) -> object:
    fields = given.mapping(required=("baseline", "better"))
    found = baseline_stability(
        _points(fields["baseline"]),
        better=Better(fields["better"].string(among=tuple(Better))),
        rules=single_case().rules,
    )
    return {
        "is_enough": found.is_enough,
        "why": [reason.code.removeprefix("singlecase.") for reason in found.reasons],
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
