"""Cases of reliable change: two scores of an instrument, to a verdict with its reasons."""

from kithwork.catalogue.change import change_of
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.reading import Node


def result(given: Node) -> object:
    """Compare `pre` and `post` of `instrument`."""
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
