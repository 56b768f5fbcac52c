"""The fonts of documents and charts.

Noto Sans SC (SIL Open Font License) carries Latin and Chinese in two weights; its files are
fetched at set-up and never committed. It draws all of the Table of General Standard Chinese
Characters, but not every character of a name. What it lacks is looked for in any further font
file beside it, then in the system's fonts (Windows and macOS bring rare Chinese characters and
emoji). So a document looks the same on every machine as long as our own font suffices.
"""

import functools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kithwork.documents.glyphs import code_points

if TYPE_CHECKING:
    import typst

FAMILY = "Noto Sans SC"
FOLDER = Path(__file__).resolve().parents[1] / "web" / "static" / "vendor" / "fonts"
FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")

_DRAWN_AS_NOTHING = frozenset({"Cf", "Cc", "Zl", "Zp"})  # formats, controls, line separators
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


class FontsMissingError(RuntimeError):
    """The fonts that are fetched at set-up are not there."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which fonts a document needs: families in order, and the characters that none can draw."""

    families: tuple[str, ...]
    undrawable: frozenset[str]
    fonts: "typst.Fonts"


def require() -> None:
    """Raise FontsMissingError, saying what to do, unless our font files are there."""
    missing = [name for name in FILES if not (FOLDER / name).is_file()]
    if missing:
        raise FontsMissingError(
            f"The fonts {', '.join(missing)} are missing from kithwork/web/static/vendor/fonts. "
            "Run “make setup” once: it fetches them."
        )


def choose(text: str, *, system: bool = True) -> Choice:
    """Choose the fonts for `text`; `system` says whether the machine's own fonts may help.

    Raises FontsMissingError when our own fonts are not there.
    """
    require()
    wanted = {character for character in set(text) if not _is_drawn_as_nothing(character)}
    families, missing = _cover(wanted, _own())
    if not missing or not system:
        return Choice((FAMILY, *families), frozenset(missing), _own())
    more, missing = _cover(missing, _with_system())
    return Choice((FAMILY, *families, *more), frozenset(missing), _with_system())


def _cover(wanted: Iterable[str], fonts: "typst.Fonts") -> tuple[list[str], set[str]]:
    """Return the families that draw some of `wanted`, ours first, and what is left."""
    missing, families = set(wanted), []
    for family, path, index in _faces(fonts):
        if not missing:
            break
        drawn = {character for character in missing if ord(character) in code_points(path, index)}
        if drawn:
            missing -= drawn
            families.append(family)
    return [family for family in families if family != FAMILY], missing


def _faces(fonts: "typst.Fonts") -> Sequence[tuple[str, Path, int]]:
    upright = [face for face in fonts.fonts() if face.path and face.style == "normal"]
    upright.sort(key=lambda face: (_distance(face.family), abs(face.weight - 400), face.family))
    return [(face.family, Path(face.path or ""), face.index) for face in upright]


def _distance(family: str) -> int:
    """Return how far a family stands from ours: 0 is ours, 1 of its kin, 2 any other."""
    return 0 if family == FAMILY else 1 if family.startswith("Noto Sans") else 2


def _is_drawn_as_nothing(character: str) -> bool:
    return unicodedata.category(character) in _DRAWN_AS_NOTHING or any(
        ord(character) in selectors for selectors in _VARIATION_SELECTORS
    )


@functools.cache
def _own() -> "typst.Fonts":
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER]
    )


@functools.cache
def _with_system() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[FOLDER])
