"""Needs by group, as tables that may be published.

A student belongs to one group of each grouping; whose group is not known belongs to one of their
own. Small numbers, and what would give them away, are hidden by `core.disclosure`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kithwork.catalogue.facts import Definitions
from kithwork.catalogue.words import shown, word
from kithwork.cohort.screening.pupils import Pupils
from kithwork.cohort.screening.result import GroupTable, ScreenedNeed
from kithwork.core.disclosure import (
    DisclosurePolicy,
    GroupCounts,
    refuse_small_filter,
    suppress_groups,
)
from kithwork.core.natural_order import Key, natural_key
from kithwork.core.reasons import Value
from kithwork.core.text import Text

if TYPE_CHECKING:
    import numpy as np

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


def _table(
    name: str,
    values: Sequence[Value],
    needs: Sequence[ScreenedNeed],
    *,
    facts: Definitions,
    policy: DisclosurePolicy,
) -> GroupTable:
    import numpy as np

    keys = [NOT_KNOWN if value is None else str(value) for value in values]
    groups = sorted(set(keys), key=_order)
    places = {group: place for place, group in enumerate(groups)}
    of_group = np.array([places[key] for key in keys])
    counts = GroupCounts(
        groups=tuple(groups),
        sizes=_counts(of_group, np.ones(len(keys), dtype=bool), len(groups)),
        measures=tuple(need.code for need in needs),
        counts=tuple(_counts(of_group, need.severities >= 1, len(groups)) for need in needs),
    )
    return GroupTable(
        name=name,
        label=_label(name, facts),
        groups={group: _group_label(name, group, facts) for group in groups},
        table=suppress_groups(counts, policy),
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
