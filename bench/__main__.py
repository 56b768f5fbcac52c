"""Run the benchmark named on the command line; several, or all, each in a process of its own.

Nothing is measured while the machine is noisy (exit code 3), unless `--anyway` is said; then, and
where others disturbed the run, the figures are marked as noisy and are not to be published.
"""

import os
import platform
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from bench.calm import disturbed, load, now, too_loud

NO_BENCHMARKS = {"calm", "copies", "large", "measuring", "plain", "r", "visiting", "worlds"}
NAMES = sorted({path.stem for path in Path(__file__).parent.glob("[a-z]*.py")} - NO_BENCHMARKS)
ANYWAY = "--anyway"
UNKNOWN, NOISY = 2, 3


def main(wanted: list[str]) -> int:
    names = [name for name in wanted if name != ANYWAY]
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        print(f"There is no benchmark called {', '.join(unknown)}; there are: {', '.join(NAMES)}.")
        return UNKNOWN
    if len(names) != 1:  # nothing that one has warmed up helps the next
        rest = [ANYWAY] * (ANYWAY in wanted)
        return max(_in_a_process_of_its_own(name, rest) for name in names or NAMES)
    return _measure(names[0], is_asked_anyway=ANYWAY in wanted)


def _in_a_process_of_its_own(name: str, rest: list[str]) -> int:
    return subprocess.call([sys.executable, "-m", "bench", name, *rest])


def _measure(name: str, *, is_asked_anyway: bool) -> int:
    module = import_module(f"bench.{name}")
    print(f"\n── {name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
    print(_machine(), flush=True)
    noise = too_loud(patience=0) if is_asked_anyway else too_loud()
    if noise and not is_asked_anyway:
        print(f"{noise}. Nothing was measured; {ANYWAY} measures for your own eyes.")
        return NOISY
    before = now()
    module.main()
    for fault in filter(None, (noise, disturbed(before))):
        print(f"{fault}. These figures are not to be published.")
    return 0


def _machine() -> str:
    """Say on what is measured, and how much others do on it just now."""
    present = load()
    others = "" if present is None else f", load {present:.1f}"
    return (
        f"{os.cpu_count()} cores{others}, {platform.system()}, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
