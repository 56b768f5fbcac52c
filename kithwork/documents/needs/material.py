"""What the report of a school's needs is composed of, as its reader may be shown it.

Every number is had by the query of the page that shows it, and is remembered or held back by the
same row, so that a report and a page cannot be subtracted from each other.
"""

import datetime as dt
from dataclasses import dataclass, replace

from kithwork.access.models import School, User
from kithwork.aid.queries.picture import Picture, picture_with
from kithwork.core.text import Text
from kithwork.needs.queries.counts import Counts, counts_in
from kithwork.needs.queries.functions import Stated, stated_in
from kithwork.needs.queries.reported import Reported, reported_to
from kithwork.needs.queries.scope import campaigns_over, counted_over
from kithwork.needs.queries.shown import has_seen_a_campaign
from kithwork.needs.school import SchoolNeeds, school_needs
from kithwork.needs.selection import (
    EVERYBODY,
    Selection,
    by_campaign,
    chosen_in_words,
    filters_of,
)
from kithwork.surveys.queries.flow import Flow, campaigns_behind, flow_of


@dataclass(frozen=True, slots=True)
class Material:
    """A school's needs on a day; `held_back` are the breakdowns left out because of what was seen.

    `counts` is what Know shows of the choice, in its words; with `is_part` the report tells that
    and no more: of a part of the students, or of one survey's answers, or of everybody for a reader
    who has seen one survey's answers. `picture` is what the school gives beside what these students
    state; `flows` are the campaigns behind their answers, None for whoever counts over a class.
    `is_small_class` says that the reader counts over a class alone, and it is too small.
    """

    needs: SchoolNeeds
    picture: Picture
    counts: Counts | None = None
    is_part: bool = False
    flows: tuple[Flow, ...] | None = None
    held_back: tuple[Text, ...] = ()
    is_small_class: bool = False


def material_of(
    user: User,
    school: School,
    *,
    language: str,
    on: dt.date,
    selection: Selection = EVERYBODY,
) -> Material:
    """Return what `user` may be shown of `school`, or of a part, and remember that it was shown."""
    over = counted_over(user, school)
    campaigns = campaigns_over(over)
    selection, campaign = by_campaign(selection, campaigns)
    needs = school_needs(over.students, school, on=on, campaign=campaign)
    if over.is_too_small:
        return Material(needs, picture_with(Stated(()), school), is_small_class=True)
    is_part = bool(selection) or has_seen_a_campaign(user, needs)
    told = Reported(needs, ()) if is_part else reported_to(user, needs)
    filters = filters_of(needs, selection, language, campaigns=campaigns)
    counts = counts_in(user, needs, selection=selection, language=language)
    heard = stated_in(user, needs, language=language, selection=selection)
    return Material(
        told.needs,
        picture_with(heard, school),
        counts=replace(counts, chosen=chosen_in_words(filters, language)),
        is_part=is_part,
        flows=None if over.is_class else _flows(user, needs),
        held_back=told.held_back,
    )


def _flows(user: User, needs: SchoolNeeds) -> tuple[Flow, ...]:
    chosen = (needs.campaign,) if needs.campaign else None
    campaigns = chosen or campaigns_behind(needs.evidence.whom.rows, needs.school)
    return tuple(flow_of(one, reader=user) for one in campaigns)
