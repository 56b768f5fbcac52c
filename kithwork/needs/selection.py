"""A part of a school's students, chosen by circumstance or class, and by which survey they speak.

Circumstances choose whom one looks at, so that one can see whether help reaches all alike. They
never say how severe a need is. A campaign chooses nobody: of what students said, the answers given
in it count, and what the school recorded of them counts as ever.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kithwork.catalogue.words import say, word
from kithwork.cohort.screening.counting import NOT_KNOWN
from kithwork.needs.school import CLASS, GRADE, GROUPINGS, SchoolNeeds
from kithwork.surveys.models import Campaign

if TYPE_CHECKING:
    from kithwork.cohort.screening.counting import Shows

PARAMETERS = {
    "sex": "sex",
    "grade": GRADE,
    "class": CLASS,
    "home": "student.home_area",
    "hukou": "student.hukou",
    "left": "left_behind",
}
assert set(PARAMETERS.values()) == set(GROUPINGS)
CAMPAIGN = "campaign"
MOST_CLASSES = 60  # that a page lists; of more, those of the chosen grade


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen: for each grouping the group, in the order of the groupings; a campaign's uid.

    Without groups everybody is chosen; without a campaign everybody's latest answers count.
    """

    groups: Mapping[str, str] = field(default_factory=dict)
    campaign: str = ""

    def __bool__(self) -> bool:
        return bool(self.groups or self.campaign)

    @property
    def key(self) -> str:
        """The selection as it is remembered."""
        parts = [*self.groups.items(), *([(CAMPAIGN, self.campaign)] if self.campaign else [])]
        return ";".join(f"{name}={group}" for name, group in parts)

    def single(self) -> Iterator["Selection"]:
        """Yield the selections by one grouping of which this one is a part."""
        for name, group in self.groups.items():
            yield Selection({name: group}, self.campaign)

    def chosen(self, needs: SchoolNeeds) -> "Shows":
        """Say of each student whether she is chosen."""
        import numpy as np

        found = np.ones(len(needs), dtype=bool)
        for name, group in self.groups.items():
            groups = groups_of(needs, name)
            found &= np.fromiter((one == group for one in groups), dtype=bool, count=len(needs))
        return found

    def places(self, needs: SchoolNeeds) -> list[int]:
        """Return the places of the students who are chosen."""
        places: list[int] = self.chosen(needs).nonzero()[0].tolist()
        return places

    def settled(self, needs: SchoolNeeds) -> "Selection":
        """Return the same without the grade in which the chosen class lies: it says no more."""
        own = needs.classes.get(self.groups.get(CLASS, ""))
        if own is None or self.groups.get(GRADE) != own.grade:
            return self
        return replace(self, groups={k: v for k, v in self.groups.items() if k != GRADE})


EVERYBODY = Selection()


def named_in_address(selection: Selection) -> dict[str, str]:
    """Return a selection by the parameters of an address."""
    groups = selection.groups
    named = {key: groups[name] for key, name in PARAMETERS.items() if name in groups}
    return named | ({CAMPAIGN: selection.campaign} if selection.campaign else {})


def selection_of(key: str) -> Selection:
    """Return a selection that was remembered."""
    parts = dict(part.split("=", 1) for part in key.split(";") if part)
    campaign = parts.pop(CAMPAIGN, "")
    return Selection(parts, campaign)


def by_campaign(
    selection: Selection, campaigns: Sequence[Campaign]
) -> tuple[Selection, Campaign | None]:
    """Return the chosen campaign among those on offer; one that there is not is left out."""
    chosen = next((one for one in campaigns if str(one.uid) == selection.campaign), None)
    return (selection if chosen else replace(selection, campaign="")), chosen


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: a parameter's value and its words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A grouping as a page offers it, with what is chosen; nothing chosen is `all_label`."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    chosen: str
    all_label: str = ""

    @property
    def chosen_label(self) -> str:
        """What is chosen, in words; empty for nothing."""
        return next((one.label for one in self.choices if one.value == self.chosen), "")


def filters_of(
    needs: SchoolNeeds,
    selection: Selection,
    language: str,
    *,
    campaigns: Sequence[Campaign] = (),
) -> tuple[Filter, ...]:
    """Return the groupings by which these students differ, in the language of the page."""
    found = [
        _circumstance(needs, name, selection, language) for name in PARAMETERS if name != CLASS
    ]
    found = [
        _class(needs, selection, language)
        if grouping == CLASS
        else _circumstance(needs, key, selection, language)
        for key, grouping in PARAMETERS.items()
    ]
    if campaigns:
        found.append(_campaign(campaigns, selection, language))
    return tuple(one for one in found if one is not None)


def chosen_in_words(filters: Sequence[Filter], language: str) -> str:
    """Say what is chosen, one grouping after the other; empty where nothing is."""
    told = [
        say("know.chosen.part", language, grouping=one.label, group=one.chosen_label)
        for one in filters
        if one.chosen_label
    ]
    return say("know.chosen.joined", language).join(told)


def _circumstance(
    needs: SchoolNeeds, key: str, selection: Selection, language: str
) -> Filter | None:
    name = PARAMETERS[key]
    table = next((one for one in needs.screening.groups if one.name == name), None)
    if table is None or len(table.groups) < 2:
        return None
    choices = tuple(
        Choice(group, table.groups[group].said_in(language)) for group in table.table.groups
    )
    chosen = selection.groups.get(name, "")
    return Filter(key, table.label.said_in(language), choices, chosen)


def _class(needs: SchoolNeeds, selection: Selection, language: str) -> Filter | None:
    """The classes, of the chosen grade where one is; of very many none before a grade is chosen."""
    chosen, grade = selection.groups.get(CLASS, ""), selection.groups.get(GRADE)
    offered = {
        uid: one
        for uid, one in needs.classes.items()
        if grade in (None, one.grade) or uid == chosen
    }
    if len(offered) > MOST_CLASSES:
        offered = {uid: one for uid, one in offered.items() if uid == chosen}
    if len(needs.classes) < 2 or not offered:
        return None
    choices = tuple(Choice(uid, one.name) for uid, one in offered.items())
    return Filter(CLASS, word("screening.group.class").said_in(language), choices, chosen)


def _campaign(campaigns: Sequence[Campaign], selection: Selection, language: str) -> Filter:
    return Filter(
        name=CAMPAIGN,
        label=say("know.campaign", language),
        choices=tuple(Choice(str(one.uid), one.title) for one in campaigns),
        chosen=selection.campaign,
        all_label=say("know.campaign.latest", language),
    )


def groups_of(needs: SchoolNeeds, grouping: str) -> tuple[str, ...]:
    """Return the group of each student, `NOT_KNOWN` where it is not known."""
    return tuple(NOT_KNOWN if one is None else str(one) for one in needs.groups[grouping])
