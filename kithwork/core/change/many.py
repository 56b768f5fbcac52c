"""Reliable change of many students: how many stand under each verdict, and no one of them named."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.change.basis import ChangeBasis
from kithwork.core.change.result import Verdict
from kithwork.core.change.verdicts import change_between
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason

COMPUTED = tuple(one for one in Verdict if one is not Verdict.NOT_COMPUTABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes(PlainResult):
    """`verdicts` counts students under each verdict; `missing` lack one of the two scores.

    `s_diff` is the standard error of a difference, `least` the smallest difference that is reliable
    (the criterion times it), in units of the score; both None where there is no error at all.
    """

    n: int
    missing: int
    verdicts: Mapping[str, int]
    s_diff: float | None
    least: float | None
    basis: ChangeBasis
    notes: tuple[Reason, ...] = ()

    @property
    def claim(self) -> Reason:
        """The sentence for a report."""
        if not self.n:
            return Reason.of("change.says.nobody")
        better = self.verdicts[Verdict.RECOVERED] + self.verdicts[Verdict.RELIABLY_IMPROVED]
        return Reason.of(
            "change.says.many",
            n=self.n,
            better=better,
            recovered=self.verdicts[Verdict.RECOVERED],
            same=self.verdicts[Verdict.NO_RELIABLE_CHANGE],
            worse=self.verdicts[Verdict.RELIABLY_WORSE],
        )


def changes(
    before: Sequence[float | None], after: Sequence[float | None], *, basis: ChangeBasis
) -> Changes:
    """Judge each difference after − before by the figures of a named population.

    >>> from kithwork.core.scales.definitions import Better
    >>> from kithwork.core.text import Text
    >>> basis = ChangeBasis(sd=7.5, r=0.8, better=Better.LOWER, criterion=1.96,
    ...     population=Text("a norm", "常模"), source="")
    >>> changes([30, 30, None], [15, 29, 8], basis=basis).verdicts["reliably_improved"]
    1
    """
    found = [change_between(one, two, basis) for one, two in zip(before, after, strict=True)]
    counts = Counter(one.verdict for one in found)
    judged = next((one for one in found if one.s_diff is not None), None)
    missing = sum(one is None or two is None for one, two in zip(before, after, strict=True))
    note = Reason.of("change.note.many_missing", n=missing)
    return Changes(
        n=sum(counts[verdict] for verdict in COMPUTED),
        missing=missing,
        verdicts={str(verdict): counts[verdict] for verdict in COMPUTED},
        s_diff=judged.s_diff if judged else None,
        least=basis.criterion * judged.s_diff if judged and judged.s_diff else None,
        basis=basis,
        notes=(note,) if missing else (),
    )
