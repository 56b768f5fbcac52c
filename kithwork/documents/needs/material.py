"""What the report of a school's needs is composed of, as its reader may be shown it.

Every number is had by the query of the page that shows it, and is remembered or held back by the
same row, so that a report and a page cannot be subtracted from each other.
"""

import datetime as dt
from dataclasses import dataclass

from kithwork.access.models import School, User
from kithwork.aid.queries.picture import Picture, picture_with
from kithwork.core.text import Text
from kithwork.needs.queries.functions import Stated, stated_in
from kithwork.needs.queries.reported import reported_to
from kithwork.needs.queries.scope import counted_over
from kithwork.needs.school import SchoolNeeds, school_needs
from kithwork.surveys.queries.flow import Flow, campaigns_behind, flow_of


@dataclass(frozen=True, slots=True)
class Material:
    """A school's needs on a day; `held_back` are the breakdowns left out because of what was seen.

    `picture` is what the school gives beside what these students state; `flows` are the campaigns
    behind their answers, None for whoever counts over a class. `is_small_class` says that
    the reader counts over a class alone, and it is too small.
    """

    needs: SchoolNeeds
    picture: Picture
    flows: tuple[Flow, ...] | None = None
    held_back: tuple[Text, ...] = ()
    is_small_class: bool = False


def material_of(user: User, school: School, *, language: str, on: dt.date) -> Material:
    """Return what `user` may be shown of `school`, and remember that it was shown."""
    over = counted_over(user, school)
    needs = school_needs(over.students, school, on=on)
    if over.is_too_small:
        return Material(needs, picture_with(Stated(()), school), is_small_class=True)
    told = reported_to(user, needs)
    heard = stated_in(user, needs, language=language)
    return Material(
        told.needs,
        picture_with(heard, school),
        flows=None if over.is_class else _flows(user, needs),
        held_back=told.held_back,
    )


def _flows(user: User, needs: SchoolNeeds) -> tuple[Flow, ...]:
    campaigns = campaigns_behind(needs.evidence.whom.rows, needs.school)
    return tuple(flow_of(one, reader=user) for one in campaigns)
