"""Cases of what is told outside the team: what is said of it to what is missing."""

from kithwork.catalogue.disclosures import receivers
from kithwork.catalogue.reading import Node
from kithwork.core.casework.disclosures import (
    Basis,
    DisclosureFacts,
    Told,
    may_disclose,
    still_lacking,
)
from kithwork.core.guards import Allowed, Answer, Refused
from kithwork.core.reasons import Reason

NO_CONSENT = Refused((Reason.of("consent.missing.student"),))


def result(given: Node) -> object:
    """Judge what is told to a receiver on a ground; `consent`: yes or no where it has a purpose."""
    fields = given.mapping(
        optional=["to", "basis", "consent", "what", "law", "considered", "told", "why_not"]
    )
    to = fields.maybe("to", lambda one: one.string(among=tuple(receivers())), "")
    basis = fields.maybe("basis", lambda one: Basis(one.string(among=list(Basis))), None)
    agreed = fields.maybe("consent", Node.flag, False)
    told = fields.maybe("told", lambda one: Told(one.string(among=list(Told))), None)
    facts = DisclosureFacts(
        receiver=to,
        basis=basis,
        consent=_consent(to, is_given=agreed),
        has_what=fields.maybe("what", Node.flag, True),
        names_law=fields.maybe("law", Node.flag, False),
        has_considered=fields.maybe("considered", Node.flag, False),
        told=told,
        says_why_not=fields.maybe("why_not", Node.flag, False),
        stays_inside=bool(to) and receivers()[to].is_inside,
    )
    answer = may_disclose(facts)
    missing = answer.missing if isinstance(answer, Refused) else ()
    return {"missing": tuple(one.code for one in missing), "lacks": still_lacking(facts)}


def _consent(to: str, *, is_given: bool) -> Answer | None:
    if not to or not receivers()[to].purpose:
        return None
    return Allowed() if is_given else NO_CONSENT
