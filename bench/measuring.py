"""Measuring on a shared, noisy machine: repeated, alternating, medians and spread."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one thing measured several times."""

    name: str
    seconds: tuple[float, ...]

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]

    def __str__(self) -> str:
        return (
            f"{self.name:<44} p50 {self.p50 * 1000:9.1f} ms   p95 {self.p95 * 1000:9.1f} ms"
            f"   n {len(self.seconds)}"
        )


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run took by the clock, and how much of it on the processor, children included.

    On a machine that others use too the clock says little; a large gap between the two says so.
    """

    seconds: float
    processor: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.processor:.1f} s of it on the processor"


def on_processor(thing: Callable[[], object]) -> Spent:
    """Time one run by the clock and on the processor."""
    began, before = time.perf_counter(), os.times()
    thing()
    after = os.times()
    return Spent(
        time.perf_counter() - began,
        sum(after[:4]) - sum(before[:4]),  # user and system, of this process and its children
    )


def alternately(things: dict[str, Callable[[], object]], *, times: int) -> list[Timing]:
    """Time each thing `times` times, in turns, so that noise falls on all of them alike."""
    seconds: dict[str, list[float]] = {name: [] for name in things}
    for _ in range(times):
        for name, thing in things.items():
            began = time.perf_counter()
            thing()
            seconds[name].append(time.perf_counter() - began)
    return [Timing(name, tuple(values)) for name, values in seconds.items()]


def command(*words: str) -> Callable[[], object]:
    """Return a call that runs a command and fails loudly if the command does."""

    def run() -> None:
        subprocess.run(words, check=True, capture_output=True)

    return run


def report(timings: Sequence[Timing]) -> None:
    """Print ours first, then each peer with the ratio peer : ours."""
    ours, *peers = timings
    print(ours)
    for peer in peers:
        print(f"{peer}   peer : ours {peer.p50 / ours.p50:.2f}")
