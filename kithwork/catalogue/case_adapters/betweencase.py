"""Cases of a study of several cases: the effect on the scale of a study of groups."""

from collections.abc import Iterator

from kithwork.catalogue.reading import Node
from kithwork.core.betweencase import CasesError, Design, Session, between_case, case
from kithwork.core.singlecase.series import Better


def result(given: Node) -> object:
    """Compute `cases` of a `design`: each is a list of phases in turn, baseline first."""
    fields = given.mapping(required=("design", "better", "cases"))
    try:
        found = between_case(
            [case(name, list(_sessions(node))) for name, node in fields["cases"].pairs().items()],
            design=Design(fields["design"].string(among=tuple(Design))),
            better=Better(fields["better"].string(among=tuple(Better))),
        )
    except CasesError as error:
        return {"error": error.reason.code}
    return {
        "delta": found.delta.estimate,
        "df": found.df,
        "raw_difference": found.raw_difference,
        "why_not": None if found.delta.interval else found.delta.claim.code,
        "missing": found.delta.missing,
    }


def _sessions(node: Node) -> Iterator[Session]:
    """Yield the sessions of phases that stand in turn, baseline first, numbered from 1."""
    at = 0
    for place, phase in enumerate(node.items()):
        for one in phase.items():
            at += 1
            value = None if one.is_null else one.number()
            yield Session(time=at, value=value, is_treated=place % 2 == 1)
