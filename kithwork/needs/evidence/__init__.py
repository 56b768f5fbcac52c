"""What the rules may know of students: one dictionary of facts each, from all that is recorded.

The same facts are judged for one student by `core` and for a school by the engine, so that a
page about a student and a count over her school cannot disagree. Of two facts of one name the
later goes before; a day that is not known counts as the earliest.
"""

from kithwork.needs.evidence.gathering import Evidence, evidence_of
from kithwork.needs.evidence.known import Wanted
from kithwork.needs.evidence.whom import Member, Whom, whom, whom_of

__all__ = ["Evidence", "Member", "Wanted", "Whom", "evidence_of", "whom", "whom_of"]
