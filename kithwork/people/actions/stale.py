"""A form says which version of the record it was made from; what was saved since is not overrun.

The version of a dated record is the row that stands; of a mark, a year or a term,
what it says. None is for a
caller that saw no form, such as a roster: it means whatever stands.
"""

from django.db.models import Model

from kithwork.access.refusals import Stale
from kithwork.people.models import Mark, SchoolYear, Term

NOTHING = ""


def version_of(row: Model | None) -> str:
    """Return the version of what stands, as a form carries it; "" where nothing does."""
    if row is None:
        return NOTHING
    if isinstance(row, Mark):
        return f"{row.state}:{row.score_thousandths}"
    if isinstance(row, SchoolYear | Term):
        name = row.label if isinstance(row, SchoolYear) else f"{row.number} {row.name}"
        return f"{name}:{row.starts_on}:{row.ends_on}"
    return str(getattr(row, "version", None) or getattr(row, "uid", NOTHING))


def require_version(row: Model | None, version: str | None) -> None:
    """Raise `Stale` where a form was made from another version than what stands now."""
    if version is not None and version != version_of(row):
        raise Stale("people.stale")
