"""Run the whole test suite on each database engine and hold the two runs against each other.

The first run holds every test; the second those that touch the database. Both must have run the
same ids.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(engine: str) -> tuple[int, float]:
    """Run pytest on `engine`; return its exit code and the seconds it took."""
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "--durations=8"]
    code = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "KITHWORK_TEST_ENGINE": engine}, check=False
    ).returncode
    return code, time.monotonic() - began


def ids(engine: str) -> set[str]:
    path = ROOT / "test-results" / f"{engine}.ids"
    return set(path.read_text("utf-8").split("\n")) - {""}


def main(engines: list[str]) -> int:
    results = {engine: run(engine) for engine in engines}
    print()
    for engine, (code, seconds) in results.items():
        outcome = "passed" if code == 0 else "FAILED"
        print(f"{engine}: {outcome}, {len(ids(engine))} database tests, {seconds:.0f} s")
    if any(code for code, _ in results.values()):
        return 1
    differing = set.symmetric_difference(*map(ids, engines)) if len(engines) == 2 else set()
    for name in sorted(differing):
        print(f"ran on one engine only: {name}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["sqlite", "postgresql"]))
