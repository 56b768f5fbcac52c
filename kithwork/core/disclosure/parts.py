"""Suppression of a part of a line whose numbers are known: of so many in each category, how many?

The whole line is on the page already, as it may be shown; now a part of the same people is put
beside it (of all who say "enough" at last: those who had a gap at first). What is no part is the
difference, so a category hides its part where either of both is small, where the line hides it,
and where nobody could doubt it: every hidden part could have values at least `span` apart for a
reader who knows the line, the size of the part, and all parts that are shown. Where that fails
nothing is shown. Source: the rules for numbers in reports to funders, `catalogue/disclosure.yaml`.
"""

from collections.abc import Sequence

from kithwork.core.disclosure.tables import DisclosurePolicy

Shown = tuple[int | None, ...]


def shown_part(
    part: Sequence[int], whole: Sequence[int], shown: Shown, *, policy: DisclosurePolicy
) -> Shown:
    """Return what may be shown of `part[c]` ≤ `whole[c]`; `shown` is `whole` as it is published.

    The sum of `part` is known too. Raises ValueError where a part is larger than its whole, or the
    line shows another number than there is.
    """
    for one, all_of_it, known in zip(part, whole, shown, strict=True):
        if not 0 <= one <= all_of_it or known not in (None, all_of_it):
            raise ValueError("a part lies within its whole, of which the true number is shown")
    hidden = {
        c
        for c, one in enumerate(part)
        if shown[c] is None or policy.is_small(one) or policy.is_small(whole[c] - one)
    }
    while hidden and not _is_doubtful(hidden, part, whole, shown, policy):
        visible = [c for c in range(len(part)) if c not in hidden and whole[c]]
        if not visible:
            return (None,) * len(part)
        hidden.add(min(visible, key=lambda c: (whole[c], c)))
    return tuple(None if c in hidden else one for c, one in enumerate(part))


def _is_doubtful(
    hidden: set[int],
    part: Sequence[int],
    whole: Sequence[int],
    shown: Shown,
    policy: DisclosurePolicy,
) -> bool:
    """Whether each hidden part could be any of numbers at least `span` apart.

    Of the categories that the line hides a reader knows the sum, and that each has somebody.
    """
    total = sum(part[c] for c in hidden)
    unseen = [c for c in hidden if shown[c] is None]
    unknown = sum(whole[c] for c in unseen)
    known = sum(whole[c] for c in hidden if shown[c] is not None)
    for c in hidden:
        if shown[c] is None:
            most, others = unknown - (len(unseen) - 1), known + unknown - 1
            others -= unknown - 1 if len(unseen) == 1 else 0
        else:
            most, others = whole[c], known - whole[c] + unknown
        if min(most, total) - max(0, total - others) < policy.span:
            return False
    return True
