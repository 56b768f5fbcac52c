"""Cases of groups compared on one measure."""

from kithwork.catalogue.reading import Node
from kithwork.core.groups import GroupsError, compare


def result(given: Node) -> object:
    """Compare `groups`, each a name and its numbers; null is a missing value."""
    groups = given.mapping(required=("groups",))["groups"].pairs()
    try:
        found = compare(
            {
                name: [None if one.is_null else one.number() for one in node.items()]
                for name, node in groups.items()
            }
        )
    except GroupsError as error:
        return {"error": error.reason.code}
    together = found.together
    first = together.pairs[0]
    return {
        "means": {group.name: group.mean for group in found.groups},
        "welch_p": together.welch.p,
        "kruskal_p": together.kruskal.p,
        "why_not": together.welch.why_not.code if together.welch.why_not else None,
        "first_pair": {
            **{name: effect.estimate for name, effect in first.comparison.effects.items()},
            "p": first.p,
            "p_holm": first.p_holm,
        },
        "notes": [note.code for note in (*found.notes, *found.assumptions.notes)],
    }
