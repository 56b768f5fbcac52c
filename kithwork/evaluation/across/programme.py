"""The casework of a school, whole or one pathway of it, ready to be counted in any of its views.

Cases that ended and cases that did not are two populations: whether a case ended is settled once,
and every figure on change counts those that ended. Terms and pathways break both down, one at a
time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kithwork.core.disclosure import DisclosurePolicy
from kithwork.evaluation.across import figures
from kithwork.evaluation.across.numbers import Figure, Numbers, Population, View
from kithwork.evaluation.across.seen import CaseSeen, Given, Technique


def by_term(case: CaseSeen) -> str:
    return case.term


def by_pathway(case: CaseSeen) -> str:
    return case.pathway


@dataclass(frozen=True, slots=True)
class Flow:
    """How many were asked, and how far they came; None is hidden."""

    asked: int | None
    running: Numbers
    ended: Numbers

    @property
    def taken_on(self) -> int | None:
        """Those that came as far as the assessment: with consent, or by a lawful exception."""
        return _sum(self.running.of("open", "referred"), self.ended.size)


@dataclass(frozen=True, slots=True)
class Counted:
    """One view of a programme: its figures, and sums over the cases behind them."""

    running: Population
    closed: Population
    view: View
    policy: DisclosurePolicy

    @property
    def flow(self) -> Flow:
        running = self.running.numbers(figures.RUNNING, self.view)
        ended = self.closed.numbers(figures.ENDED, self.view)
        return Flow(_sum(running.size, ended.size), running, ended)

    @property
    def size(self) -> int | None:
        """How many cases ended; None is hidden."""
        return self.closed.size(self.view)

    @property
    def is_too_small(self) -> bool:
        """Whether nothing can be said of the cases that ended."""
        return self.size is None or self.size < self.policy.smallest_filter

    def of(self, figure: Figure) -> Numbers:
        return self.closed.numbers(figure, self.view)

    def techniques(self) -> tuple[str, ...]:
        """Return the techniques that were planned or used in any case that ended, in order."""
        return _codes(self.closed.cases(None), lambda one: one[0])

    def needs(self) -> tuple[str, ...]:
        """Return the needs of any case that ended, in order."""
        return tuple(sorted({code for case in self.closed.cases(None) for code in case.needs}))

    def scores(self) -> tuple[str, ...]:
        """Return the scores of scales that have a verdict in any case that ended, in order."""
        return tuple(sorted({key for case in self.closed.cases(None) for key in case.verdicts}))

    def places(self) -> tuple[Given, ...]:
        """Return the places of the matrix where any source gives in any case that ended."""
        seen = [
            support
            for case in self.closed.cases(None)
            for support in (case.before, case.after)
            if support is not None
        ]
        return tuple(sorted({place for support in seen for place in support.giving}))

    def times(self, is_meant: Callable[[Technique], bool], *, delivered: bool) -> int:
        """Return how many times help was planned, or given, in the cases of the view."""
        return sum(
            times
            for case in self.closed.cases(self.view)
            for one, times in (case.delivered if delivered else case.planned).items()
            if is_meant(one)
        )


def counted(
    cases: Sequence[CaseSeen],
    *,
    group_of: Callable[[CaseSeen], str],
    view: View,
    policy: DisclosurePolicy,
) -> Counted:
    """Return a view of cases that are broken down by `group_of`."""
    closed = [case for case in cases if case.is_closed]
    running = [case for case in cases if not case.is_closed]
    return Counted(
        running=Population(running, group_of, policy=policy),
        closed=Population(closed, group_of, policy=policy),
        view=view,
        policy=policy,
    )


def _codes(cases: Sequence[CaseSeen], name: Callable[[Technique], str]) -> tuple[str, ...]:
    used = {name(one) for case in cases for one in (*case.planned, *case.delivered)}
    return tuple(sorted(used))


def _sum(*numbers: int | None) -> int | None:
    return None if None in numbers else sum(n or 0 for n in numbers)
