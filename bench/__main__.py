"""Run the benchmarks named on the command line, or all."""

import sys
from importlib import import_module
from pathlib import Path

NAMES = sorted(
    path.stem for path in Path(__file__).parent.glob("[a-z]*.py") if path.stem != "measuring"
)


def main(wanted: list[str]) -> int:
    unknown = sorted(set(wanted) - set(NAMES))
    if unknown:
        print(f"There is no benchmark called {', '.join(unknown)}; there are: {', '.join(NAMES)}.")
        return 2
    for name in wanted or NAMES:
        module = import_module(f"bench.{name}")
        print(f"\n── {name}: {(module.__doc__ or '').splitlines()[0]}")
        module.main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
