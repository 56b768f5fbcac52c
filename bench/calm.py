"""Is the machine calm enough for a figure that others may rely on? Not a benchmark.

Before measuring, the load of the last minute counts: above 2 the clock says more about others than
about us. Where the system tells (Linux), the time that others took on the processors while we
measured is told afterwards as well.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

HIGHEST_LOAD = 2.0
PATIENCE = 180  # seconds; the load remembers the benchmark before for as long
HIGHEST_SHARE = 0.10  # of all processors, taken by others while we measured
STAT = Path("/proc/stat")
IDLE = (3, 4)  # columns of /proc/stat: idle, and waiting for a disk


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds on all processors so far: of everybody, of us and our ended children, and idle."""

    busy: float
    idle: float
    ours: float


def load() -> float | None:
    """Return the load of the last minute; None where the system does not tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def too_loud(patience: float = PATIENCE) -> str:
    """Wait for calm; return why nothing should be measured even then, or ""."""
    until = time.monotonic() + patience
    while (present := load()) and present > HIGHEST_LOAD and time.monotonic() < until:
        time.sleep(5)
    if present is None or present <= HIGHEST_LOAD:
        return ""
    return f"noisy: load {present:.1f}, above {HIGHEST_LOAD:.0f}"


def now() -> Moment | None:
    """Return what the processors did so far; None where the system does not tell."""
    if not STAT.exists():
        return None
    ticks = [int(word) for word in STAT.read_text("ascii").splitlines()[0].split()[1:9]]
    a_second = os.sysconf("SC_CLK_TCK")
    idle = sum(ticks[column] for column in IDLE)
    return Moment((sum(ticks) - idle) / a_second, idle / a_second, sum(os.times()[:4]))


def disturbed(since: Moment | None) -> str:
    """Return how much others took since then, where it was too much; else ""."""
    until = now()
    if since is None or until is None:
        return ""
    all_of_it = until.busy + until.idle - since.busy - since.idle
    others = until.busy - since.busy - (until.ours - since.ours)
    share = others / all_of_it if all_of_it else 0.0
    if share <= HIGHEST_SHARE:
        return ""
    return f"noisy: others took {share:.0%} of the processors meanwhile"
