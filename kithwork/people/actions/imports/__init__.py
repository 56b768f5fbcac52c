"""Bringing in rosters, marks, attendance and facts: previewed, confirmed, taken back."""

from kithwork.people.actions.imports.incoming import Incoming, plan_import
from kithwork.people.actions.imports.plan import Counts, Leaver, Leaving, Plan, RowState
from kithwork.people.actions.imports.runs import Preview, confirm, drop, import_now, preview
from kithwork.people.actions.imports.undoing import take_back

__all__ = [
    "Counts",
    "Incoming",
    "Leaver",
    "Leaving",
    "Plan",
    "Preview",
    "RowState",
    "confirm",
    "drop",
    "import_now",
    "plan_import",
    "preview",
    "take_back",
]
