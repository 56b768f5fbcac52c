"""Cases of effects brought together."""

from kithwork.catalogue.reading import Node
from kithwork.core.synthesis import Effect, synthesize


def result(given: Node) -> object:
    """Bring `effects` together: each has `est` and `se`, and a `case` where it is not alone."""
    nodes = given.mapping(required=("effects",))["effects"].items()
    found = synthesize([_effect(at, node) for at, node in enumerate(nodes, start=1)])
    return {
        "mean": found.mean.estimate,
        "se": found.mean.se,
        "df": found.df,
        "tau_squared": found.tau_squared,
        "q": found.q,
        "why_not": None if found.mean.interval else found.mean.claim.code,
        "notes": [note.code for note in found.mean.notes],
    }


def _effect(at: int, node: Node) -> Effect:
    fields = node.mapping(required=("est", "se"), optional=("case",))
    return Effect(
        name=str(at),
        estimate=fields["est"].number(),
        se=fields["se"].number(),
        cluster=fields.maybe("case", Node.string, None),
    )
