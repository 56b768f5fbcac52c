"""Cases of raters: two people's levels, or several people's scores of the same things."""

from kithwork.catalogue.reading import Node
from kithwork.core.agreement import Weights, intraclass, weighted_kappa
from kithwork.core.goals.attainment import HIGHEST, LOWEST


def result(given: Node) -> object:
    """Compare `first` and `second` (levels −2 to +2), or the rows of `ratings`."""
    fields = given.mapping(optional=("first", "second", "weights", "ratings"))
    if "ratings" in fields:
        rows = [[one.number() for one in row.items()] for row in fields["ratings"].items()]
        return {form: one.estimate for form, one in intraclass(rows).forms.items()}
    found = weighted_kappa(
        [one.whole() for one in fields["first"].items()],
        [one.whole() for one in fields["second"].items()],
        categories=range(LOWEST, HIGHEST + 1),
        weights=Weights(fields.maybe("weights", Node.string, Weights.LINEAR)),
    )
    return {
        "kappa": found.kappa.estimate,
        "observed": found.observed,
        "expected": found.expected,
        "why_not": None if found.observed is not None else found.kappa.claim.code,
    }
