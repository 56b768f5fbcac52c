"""The way of a resource to a student: from identified to confirmed, step by step.

Source: field specification B6. A link can be declined or ended from wherever it stands before it
is over. Whoever works with children alone is offered only after a check: goods need none.
"""

from enum import StrEnum

from kithwork.core.guards import Answer, answer
from kithwork.core.reasons import Reason


class LinkStatus(StrEnum):
    """Where a link stands."""

    IDENTIFIED = "identified"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    APPLIED = "applied"
    APPROVED = "approved"
    REFUSED = "refused"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    ENDED = "ended"


_S = LinkStatus
_WAYS: dict[LinkStatus, tuple[LinkStatus, ...]] = {
    _S.IDENTIFIED: (_S.OFFERED,),
    _S.OFFERED: (_S.ACCEPTED, _S.DECLINED),
    _S.ACCEPTED: (_S.APPLIED, _S.DELIVERED),
    _S.APPLIED: (_S.APPROVED, _S.REFUSED),
    _S.APPROVED: (_S.DELIVERED,),
    _S.DELIVERED: (_S.CONFIRMED,),
    _S.CONFIRMED: (),
    _S.DECLINED: (),
    _S.REFUSED: (),
    _S.ENDED: (),
}
OVER = frozenset({_S.DECLINED, _S.REFUSED, _S.ENDED})
MEETS_CHILDREN = frozenset({"tutoring", "person", "place", "service"})


def next_links(status: LinkStatus) -> tuple[LinkStatus, ...]:
    """Return the steps from here, the usual one first; ending is possible until it is over."""
    if status in OVER:
        return ()
    return (*_WAYS[status], LinkStatus.ENDED)


def may_link(
    status: LinkStatus, to: LinkStatus, *, kind: str, is_child_safe: bool | None
) -> Answer:
    """Say whether a link may take a step; `is_child_safe` None is "nobody asked"."""
    if to not in next_links(status):
        code = "casework.refused.no_such_link_step"
        return answer((Reason.of(code, to=f"casework.link.{to}"),))
    if to is LinkStatus.OFFERED and kind in MEETS_CHILDREN and is_child_safe is not True:
        return answer((Reason.of("casework.missing.child_safe"),))
    return answer(())
