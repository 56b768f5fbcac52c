"""Cases of before and after: two lists of numbers of the same students."""

from kithwork.catalogue.reading import Node
from kithwork.core.paired import paired


def result(given: Node) -> object:
    """Compare `before` and `after`; null is a missing value."""
    fields = given.mapping(required=("before", "after"))
    found = paired(_numbers(fields["before"]), _numbers(fields["after"]))
    return {
        "n": found.pairs.n,
        "missing": found.pairs.missing,
        "rose": found.rose,
        "fell": found.fell,
        "mean": found.mean.difference.estimate,
        "t": found.mean.t,
        "df": found.mean.df,
        "p": found.mean.p,
        **{name: effect.raw.estimate for name, effect in found.effects.items()},
        "exact_p": found.ranks.p_exact,
        "typical": found.ranks.typical.estimate,
        "why_not": None
        if found.effects["d_z"].raw.interval
        else found.effects["d_z"].raw.claim.code,
        "notes": [note.code for note in found.notes],
    }


def _numbers(node: Node) -> tuple[float | None, ...]:
    return tuple(None if one.is_null else one.number() for one in node.items())
