"""Cases of the file check: a line of the list and where a case has been, to how the line stands."""

from kithwork.catalogue.file_check import file_lines
from kithwork.catalogue.reading import Node
from kithwork.core.casework import Status
from kithwork.core.casework.file_check import PaperFacts, paper_standing

STATUSES = [status.value for status in Status]


def result(given: Node) -> object:
    """Judge `paper` in a case that was in the stages `been`, the last one its present one."""
    fields = given.mapping(required=["paper", "been"], optional=["count", "unsigned", "unfinished"])
    rules = {line.rule.code: line.rule for line in file_lines()}
    been = [Status(one) for one in fields["been"].strings(among=STATUSES, at_least=1)]
    stands = paper_standing(
        rules[fields["paper"].string(among=tuple(rules))],
        PaperFacts(
            count=fields.maybe("count", Node.whole, 0),
            unsigned=fields.maybe("unsigned", Node.strings, ()),
            unfinished=fields.maybe("unfinished", Node.strings, ()),
        ),
        status=been[-1],
        reached=set(been),
        occasions={"referral"} if Status.REFERRED_OUT in been else (),
    )
    return {
        "stands": stands.standing.value,
        "because": stands.reason.code if stands.reason else "",
    }
