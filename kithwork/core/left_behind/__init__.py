"""Left-behind status by dated definitions, and the care facts that ask for a talk.

Left-behind is a circumstance, not a problem: the status filters lists and counts people, and adds
nothing to any need. Counts differ because definitions differ, so a status always names the one it
follows. Source: docs/methods/left-behind.md; the definitions stand in the catalogue's
jurisdictions.
"""

from kithwork.core.left_behind.care import CarePrompt, CareRule, prompts_of
from kithwork.core.left_behind.status import (
    Definition,
    Kind,
    Status,
    kinds_of,
    status_of,
    status_rule,
)

__all__ = [
    "CarePrompt",
    "CareRule",
    "Definition",
    "Kind",
    "Status",
    "kinds_of",
    "prompts_of",
    "status_of",
    "status_rule",
]
