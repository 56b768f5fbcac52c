"""A series over any number of phases, and the two of them that are compared.

Designs are longer than AB: the baseline comes back (ABAB), or a phase of follow-up stands after it.
Two labels are compared. Where each stands once, they make `TwoPhases`. Where they come back, all
sessions under one label are taken together against all under the other; what looks at the order of
sessions (trends, Tau-U, Tau-BC, the dual criterion) would then run a line across the work in
between, so it is not given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import Better, SeriesError, TwoPhases


@dataclass(frozen=True, slots=True)
class Session:
    """One session: when, in which phase, and its value or None."""

    time: float
    phase: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Phase:
    """A run of sessions under one label, in order of time."""

    label: str
    sessions: tuple[Session, ...]

    @property
    def values(self) -> tuple[float | None, ...]:
        return tuple(session.value for session in self.sessions)

    @property
    def times(self) -> tuple[float, ...]:
        return tuple(session.time for session in self.sessions)


@dataclass(frozen=True, slots=True)
class Compared:
    """The two conditions under comparison.

    `phases` are their runs in order of time. `returns` tells that a condition comes back; then
    `pooled` holds all sessions of the one and of the other, numbered anew, for what does not look
    at the order of sessions.
    """

    pooled: TwoPhases
    phases: tuple[Phase, ...]
    labels: tuple[str, str]
    returns: bool

    def values_of(self, label: str) -> list[list[float]]:
        """Return the values of each run under a label, without the missing ones."""
        runs = [phase.values for phase in self.phases if phase.label == label]
        return [[value for value in run if value is not None] for run in runs]


def phases_of(sessions: Sequence[Session]) -> tuple[Phase, ...]:
    """Return the runs of sessions under one label; raises SeriesError for a time given twice."""
    ordered = sorted(sessions, key=lambda session: session.time)
    for earlier, later in pairwise(ordered):
        if earlier.time == later.time:
            raise SeriesError(Reason.of("singlecase.error.time_twice", time=later.time))
    runs = groupby(ordered, key=lambda session: session.phase)
    return tuple(Phase(label, tuple(run)) for label, run in runs)


def compared(
    phases: Sequence[Phase], *, better: Better, labels: tuple[str, str] | None = None
) -> Compared:
    """Set the two conditions against each other, baseline first.

    Without `labels` a series of two conditions is compared in order of time. A label that is not in
    the series gives an empty phase. Raises SeriesError where there are more or fewer than two
    conditions and none were named, or where the baseline does not stand first.
    """
    chosen = labels or _only_two(phases)
    runs = tuple(phase for phase in phases if phase.label in chosen)
    if len({run.label for run in runs}) == 2 and runs[0].label != chosen[0]:
        raise SeriesError(
            Reason.of("singlecase.error.order", first=runs[0].label, baseline=chosen[0])
        )
    if len(runs) > 2:
        return Compared(_pooled(runs, chosen, better=better), runs, chosen, returns=True)
    return Compared(_two(runs, chosen, better=better), runs, chosen, returns=False)


def _only_two(phases: Sequence[Phase]) -> tuple[str, str]:
    labels = list(dict.fromkeys(phase.label for phase in phases))
    if len(labels) != 2:
        raise SeriesError(
            Reason.of("singlecase.error.phases", n=len(labels), labels=", ".join(labels))
        )
    return labels[0], labels[1]


def _two(runs: Sequence[Phase], labels: tuple[str, str], *, better: Better) -> TwoPhases:
    by_label = {run.label: run for run in runs}
    a, b = (by_label.get(label, Phase(label, ())) for label in labels)
    return TwoPhases(
        baseline=a.values,
        intervention=b.values,
        better=better,
        baseline_times=a.times,
        intervention_times=b.times,
    )


def _pooled(runs: Sequence[Phase], labels: tuple[str, str], *, better: Better) -> TwoPhases:
    return TwoPhases(
        baseline=tuple(_under(runs, labels[0])),
        intervention=tuple(_under(runs, labels[1])),
        better=better,
    )


def _under(runs: Sequence[Phase], label: str) -> Iterator[float | None]:
    for run in runs:
        if run.label == label:
            yield from run.values
