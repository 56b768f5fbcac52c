"""Find the system's Chromium for the browser tests; install it where this machine lets us.

Prints its path. Playwright's own browser download is not used: a school's network, and ours, may
reach nothing but package registries.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = """The browser tests need Chromium, and it is not on this machine.
  Debian, Ubuntu:  sudo apt-get install chromium
  Fedora:          sudo dnf install chromium
  macOS:           brew install --cask chromium
Or name one: KITHWORK_CHROMIUM=/path/to/chromium make test"""


def find() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    named = os.environ.get("KITHWORK_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install Debian's Chromium where we are root; else do nothing."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "chromium"]):
            subprocess.run(["apt-get", "-qq", *command], env=environment, check=False)


def main() -> int:
    if not find():
        install()
    path = find()
    print(path or ADVICE, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
