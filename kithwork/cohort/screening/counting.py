"""Needs by group, as tables that may be published.

A student belongs to one group of each grouping; whose group is not known belongs to one of their
own. Small numbers, and what would give them away, are hidden by `core.disclosure`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kithwork.catalogue.facts import Definitions
from kithwork.catalogue.words import shown, word
from kithwork.cohort.screening.pupils import Pupils
from kithwork.cohort.screening.result import GroupTable, ScreenedNeed
from kithwork.core.disclosure import (
    DisclosurePolicy,
    GroupCounts,
    SuppressedGroups,
    refuse_small_filter,
    suppress_groups,
)
from kithwork.core.natural_order import Key, natural_key
from kithwork.core.reasons import Value
from kithwork.core.text import Text

if TYPE_CHECKING:
    import numpy as np

    Shows = np.ndarray[Any, np.dtype[np.bool_]]

EVERYBODY = "everybody"
NOT_KNOWN = "not_known"
_FIELDS = ("school", "grade", "class", "sex")


def group_tables(
    pupils: Pupils, needs: Sequence[ScreenedNeed], *, facts: Definitions, policy: DisclosurePolicy
) -> tuple[GroupTable, ...]:
    """Return needs over everybody and by each grouping; none where there are too few students."""
    if refuse_small_filter(len(pupils), policy):
        return ()
    everybody = _table(EVERYBODY, [EVERYBODY] * len(pupils), needs, facts=facts, policy=policy)
    return (
        everybody,
        *(
            _table(name, values, needs, facts=facts, policy=policy)
            for name, values in pupils.groups.items()
        ),
    )


def counted_by(
    groups: Sequence[str], measures: "Mapping[str, Shows]", policy: DisclosurePolicy
) -> SuppressedGroups:
    """Return of how many in each group each measure holds, as it may be published.

    `groups` names the group of each person, a measure says of each whether it holds.
    """
    return suppress_groups(counts_by(groups, measures), policy)


def counts_by(groups: Sequence[str], measures: "Mapping[str, Shows]") -> GroupCounts:
    """Return the same as it was counted; nothing of it is hidden."""
    import numpy as np

    names = sorted(set(groups), key=_order)
    places = {name: place for place, name in enumerate(names)}
    of_group = np.array([places[group] for group in groups], dtype=np.intp)
    everybody = np.ones(len(groups), dtype=bool)
    return GroupCounts(
        groups=tuple(names),
        sizes=_counts(of_group, everybody, len(names)),
        measures=tuple(measures),
        counts=tuple(_counts(of_group, shows, len(names)) for shows in measures.values()),
    )


def _table(
    name: str,
    values: Sequence[Value],
    needs: Sequence[ScreenedNeed],
    *,
    facts: Definitions,
    policy: DisclosurePolicy,
) -> GroupTable:
    keys = [NOT_KNOWN if value is None else str(value) for value in values]
    table = counted_by(keys, {need.code: need.severities >= 1 for need in needs}, policy)
    return GroupTable(
        name=name,
        label=_label(name, facts),
        groups={group: _group_label(name, group, facts) for group in table.groups},
        table=table,
    )


def _order(group: str) -> tuple[bool, Key]:
    """Grades by their number; whose group is not known come last."""
    return group == NOT_KNOWN, natural_key(group)


def _counts(
    of_group: "np.ndarray[Any, Any]", is_counted: "np.ndarray[Any, Any]", groups: int
) -> tuple[int, ...]:
    import numpy as np

    return tuple(int(n) for n in np.bincount(of_group[is_counted], minlength=groups))


def _label(name: str, facts: Definitions) -> Text:
    return facts[name].label if name in facts else word(f"screening.group.{name}")


def _group_label(name: str, group: str, facts: Definitions) -> Text:
    if group in (EVERYBODY, NOT_KNOWN):
        return word(f"screening.group.{group}")
    fact = "student.sex" if name == "sex" else name
    if fact in facts and group in (labels := dict(facts[fact].choices)):
        return labels[group]
    if fact in facts and group in ("True", "False"):
        is_true = group == "True"
        return Text(shown(is_true, "en"), shown(is_true, "zh-Hans"))
    return Text(group, group)
