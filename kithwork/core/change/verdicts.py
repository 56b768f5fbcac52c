"""Reliable and clinically significant change (Jacobson & Truax 1991; domain specification D5).

    SEM = SD·√(1 − r)      S_diff = √2·SEM      RCI = (post − pre) / S_diff

A change is reliable when |RCI| reaches the criterion. It is a recovery when it is reliable, for the
better, and leaves the clinical side of the cut-off; a score equal to the cut-off is on that side.
Crossing alone is no verdict: 14 → 9 on a scale with cut-off 10 may be error of measurement.
"""

import math
from dataclasses import replace

from kithwork.core.change.basis import ChangeBasis
from kithwork.core.change.result import Change, Verdict
from kithwork.core.reasons import Reason
from kithwork.core.scales.definitions import Better


def change_between(pre: float | None, post: float | None, basis: ChangeBasis) -> Change:
    """Compare two scores of the same form; None is a score that was not computable.

    >>> from kithwork.core.text import Text
    >>> basis = ChangeBasis(
    ...     sd=7.5, r=0.80, better=Better.LOWER, criterion=1.96,
    ...     population=Text("an example", "示例"), source="Jacobson & Truax 1991",
    ... )
    >>> change = change_between(47.5, 32.5, basis)
    >>> round(change.sem, 6), round(change.s_diff, 6), round(change.rci, 6)
    (3.354102, 4.743416, -3.162278)
    """
    if pre is None or post is None:
        return _no_verdict(None, "change.note.score_missing")
    difference = post - pre
    sem = basis.sd * math.sqrt(1 - basis.r)
    s_diff = math.sqrt(2) * sem
    if s_diff == 0:
        return _no_verdict(difference, "change.note.no_error")
    rci = difference / s_diff
    reliable = abs(rci) >= basis.criterion
    crossed = _crossed(pre, post, basis)
    change = Change(
        verdict=_verdict(pre, post, basis, reliable=reliable),
        difference=difference,
        sem=sem,
        s_diff=s_diff,
        rci=rci,
        threshold=_threshold(s_diff, basis),
        reliable=reliable,
        crossed=crossed,
        clinically_significant=None if crossed is None else reliable and crossed,
        basis=basis,
    )
    return replace(change, notes=tuple(_notes(change, post, basis)))


def raw_change(pre: float | None, post: float | None, *, because: Reason) -> Change:
    """Return the difference alone, for a tool that gives no verdict, with the reason why."""
    if pre is None or post is None:
        return _no_verdict(None, "change.note.score_missing")
    return Change(verdict=Verdict.NOT_COMPUTABLE, difference=post - pre, notes=(because,))


def is_clinical(value: float, basis: ChangeBasis) -> bool | None:
    """Return whether a score is on the clinical side of the cut-off; None without a cut-off."""
    if basis.cut_off is None:
        return None
    return value >= basis.cut_off if basis.better is Better.LOWER else value <= basis.cut_off


def _no_verdict(difference: float | None, code: str) -> Change:
    reason = Reason.of(code)
    return Change(verdict=Verdict.NOT_COMPUTABLE, difference=difference, notes=(reason,))


def _crossed(pre: float, post: float, basis: ChangeBasis) -> bool | None:
    if basis.cut_off is None:
        return None
    return is_clinical(pre, basis) is not is_clinical(post, basis)


def _threshold(s_diff: float, basis: ChangeBasis) -> float | None:
    """Return the smallest attainable difference that is reliable; None where no step is known."""
    if basis.step is None:
        return None
    return math.ceil(basis.criterion * s_diff / basis.step) * basis.step


def _verdict(pre: float, post: float, basis: ChangeBasis, *, reliable: bool) -> Verdict:
    if not reliable:
        return Verdict.NO_RELIABLE_CHANGE
    if (post > pre) is not (basis.better is Better.HIGHER):
        return Verdict.RELIABLY_WORSE
    if is_clinical(pre, basis) and not is_clinical(post, basis):
        return Verdict.RECOVERED
    return Verdict.RELIABLY_IMPROVED


def _notes(change: Change, post: float, basis: ChangeBasis) -> list[Reason]:
    notes = [_about_cut_off(change, post, basis)] if basis.cut_off is not None else []
    if change.crossed is None:
        notes.append(Reason.of("change.note.no_cut_off"))
    if _is_meaningful_only(change, basis):
        notes.append(Reason.of("change.note.meaningful_within_error", points=basis.meaningful))
    if basis.status == "unconfirmed":
        notes.append(Reason.of("change.note.unconfirmed"))
    return notes


def _about_cut_off(change: Change, post: float, basis: ChangeBasis) -> Reason:
    side = "clinical" if is_clinical(post, basis) else "other"
    if not change.crossed:
        code = f"change.note.stays_{side}"
    elif change.reliable:
        code = f"change.note.crossed_to_{side}"
    else:
        code = f"change.note.crossed_within_error.{_above_or_below(post, basis)}"
    return Reason.of(code, cut_off=basis.cut_off)


def _above_or_below(post: float, basis: ChangeBasis) -> str:
    assert basis.cut_off is not None
    if post == basis.cut_off:
        return "at"
    return "above" if post > basis.cut_off else "below"


def _is_meaningful_only(change: Change, basis: ChangeBasis) -> bool:
    if basis.meaningful is None or change.difference is None or change.reliable:
        return False
    return abs(change.difference) >= basis.meaningful
