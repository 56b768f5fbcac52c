"""Run the benchmark named on the command line; several, or all, each in a process of its own."""

import os
import platform
import subprocess
import sys
from importlib import import_module
from pathlib import Path

NO_BENCHMARKS = {"measuring", "visiting", "worlds"}
NAMES = sorted({path.stem for path in Path(__file__).parent.glob("[a-z]*.py")} - NO_BENCHMARKS)


def main(wanted: list[str]) -> int:
    unknown = sorted(set(wanted) - set(NAMES))
    if unknown:
        print(f"There is no benchmark called {', '.join(unknown)}; there are: {', '.join(NAMES)}.")
        return 2
    names = wanted or NAMES
    if len(names) > 1:  # nothing that one has warmed up helps the next
        return max(subprocess.call([sys.executable, "-m", "bench", name]) for name in names)
    module = import_module(f"bench.{names[0]}")
    print(f"\n── {names[0]}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
    print(_machine(), flush=True)
    module.main()
    return 0


def _machine() -> str:
    """Say on what is measured, and how much others do on it just now."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{load}, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
