"""Which ties changed between two ecomaps, as codes from which words are made.

"New strong tie: homeroom teacher (EM, AP); stress with grandmother reduced" (domain specification
H5). A tie is the same one where its key is the same. Only what is drawn is told: no reason names a
person; whoever says it puts in the label that the key stands for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kithwork.core.ecomap.ties import Flow, Strength, Tie
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one tie."""

    key: str
    source: str
    reason: Reason


def changes(before: Sequence[Tie], after: Sequence[Tie]) -> tuple[Change, ...]:
    """Return what changed, in the order of the ties after, then those that are gone.

    Raises ValueError where a key stands twice in one map.
    """
    then, now = _by_key(before), _by_key(after)
    told = [
        Change(key=tie.key, source=tie.source, reason=reason)
        for tie in after
        for reason in _changed(then.get(tie.key), tie)
    ]
    gone = [
        Change(key=tie.key, source=tie.source, reason=Reason.of("ecomap.change.gone"))
        for tie in before
        if tie.key not in now
    ]
    return (*told, *gone)


def _by_key(ties: Sequence[Tie]) -> dict[str, Tie]:
    found = {tie.key: tie for tie in ties}
    if len(found) != len(ties):
        raise ValueError("a tie stands twice in one ecomap")
    return found


def _changed(before: Tie | None, after: Tie) -> Iterator[Reason]:
    if before is None:
        code = "new_strong" if after.strength is Strength.STRONG else "new"
        yield _told(code, after)
        return
    if after.strength.rank > before.strength.rank:
        yield _told("now_strong" if after.strength is Strength.STRONG else "stronger", after)
    if after.strength.rank < before.strength.rank:
        yield _told("cut" if after.strength is Strength.NONE else "weaker", after)
    if before.is_stressful != after.is_stressful:
        yield _told("stress_began" if after.is_stressful else "stress_eased", after)
    if after.flow is not before.flow and after.flow is not Flow.NOT_SAID:
        yield _told(f"flow_{after.flow}", after)
    if more := [one for one in after.functions if one not in before.functions]:
        yield Reason.of("ecomap.change.gives_now", functions=" ".join(more))
    if less := [one for one in before.functions if one not in after.functions]:
        yield Reason.of("ecomap.change.gives_no_more", functions=" ".join(less))


def _told(code: str, tie: Tie) -> Reason:
    return Reason.of(f"ecomap.change.{code}", functions=" ".join(tie.functions))
