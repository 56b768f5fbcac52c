"""What changed in a family between two days, as codes from which words are made.

"Mother came back; the two of them are divorced now; distant with grandmother before, close now."
Somebody is the same person where her key is the same. No reason names anybody: whoever says it puts
in what the key stands for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kithwork.core.genogram.family import Member, Partnership, Tie
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one person, or of the line between two."""

    key: str
    reason: Reason
    other: str = ""


def changes(
    before: Sequence[Member],
    after: Sequence[Member],
    *,
    ties_before: Sequence[Tie] = (),
    ties_after: Sequence[Tie] = (),
) -> tuple[Change, ...]:
    """Return what changed: person by person, who is drawn no longer, then the lines."""
    then = {one.key: one for one in before}
    now = {one.key for one in after}
    told = [
        Change(key=one.key, reason=Reason.of(f"genogram.change.{code}"))
        for one in after
        for code in _changed(then.get(one.key), one)
    ]
    gone = [
        Change(key=one.key, reason=Reason.of("genogram.change.gone"))
        for one in before
        if one.key not in now
    ]
    return (*told, *gone, *_lines(ties_before, ties_after))


def _changed(before: Member | None, after: Member) -> Iterator[str]:
    if before is None:
        yield "new"
        return
    if before.kin is not after.kin:
        yield "kin"
    if after.is_deceased and not before.is_deceased:
        yield "died"
    if after.lives_here is not before.lives_here:
        yield "lives_here" if after.lives_here else "lives_elsewhere"
    if after.is_away and not before.is_away:
        yield "went_away"
    if before.is_away and not after.is_away:
        yield "came_back"
    yield from _of_care(before, after)


def _of_care(before: Member, after: Member) -> Iterator[str]:
    if before.is_away and after.is_away and after.away_place != before.away_place:
        yield "away_elsewhere"
    if after.cares is not before.cares:
        yield "cares" if after.cares else "cares_no_more"
    if after.is_entrusted is not before.is_entrusted:
        yield "entrusted" if after.is_entrusted else "entrusted_no_more"
    if after.partnership not in (before.partnership, Partnership.NOT_SAID):
        yield f"couple_{after.partnership}"


def _lines(before: Sequence[Tie], after: Sequence[Tie]) -> Iterator[Change]:
    then, now = _by_pair(before), _by_pair(after)
    for pair, tie in now.items():
        if (old := then.get(pair)) is None or old.bond is not tie.bond:
            yield _line(tie, f"line_{tie.bond}")
    for pair, tie in then.items():
        if pair not in now:
            yield _line(tie, f"line_{tie.bond}_no_more")


def _by_pair(ties: Sequence[Tie]) -> dict[frozenset[str], Tie]:
    return {frozenset((tie.one, tie.other)): tie for tie in ties}


def _line(tie: Tie, code: str) -> Change:
    return Change(key=tie.one, other=tie.other, reason=Reason.of(f"genogram.change.{code}"))
