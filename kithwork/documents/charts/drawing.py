"""A chart's specification with its words and figures, and how it becomes a picture.

The specification is Vega-Lite's; `vl-convert` renders it inside the process without a browser and
without the network, to SVG for pages and PDF and to PNG for Word. The first picture of a process
costs about half a second (the renderer starts), each further one a few hundredths: a server keeps
its process, and the same specification is rendered once. The picture never carries its own title:
the finding stands as text above it, where it is read aloud and found.
"""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kithwork.documents.cells import Cell, Mark
from kithwork.documents.fonts import FOLDER, require
from kithwork.documents.texts import readable

VEGA_LITE = "6.4"
CACHED_PICTURES = 256


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be drawn.

    `finding` is its title as a sentence; `alternative` tells the picture to one who cannot see
    it; `heads`, `rows` and `decimals` (one for each column) are its figures as a table;
    `specification` is canonical JSON, so that equal charts are equal.
    """

    finding: str
    alternative: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimals: tuple[int, ...]
    specification: str

    def __post_init__(self) -> None:
        for field in ("finding", "alternative", "heads", "rows"):
            object.__setattr__(self, field, _readable(getattr(self, field)))

    @property
    def svg(self) -> str:
        """The chart as SVG, without a script."""
        return _svg(self.specification)

    def png(self, *, scale: float = 2.5) -> bytes:
        """Return the chart as PNG; `scale` 1 is 72 dots an inch."""
        return png_of(self.svg, scale=scale)


def canonical(specification: Mapping[str, Any]) -> str:
    """Return the specification as JSON that is equal for equal charts."""
    plain = _readable(specification)
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def png_of(svg: str, *, scale: float = 2.5) -> bytes:
    """Return any SVG as PNG, its text set in our fonts; `scale` 1 is 72 dots an inch."""
    return _png(svg, scale)


def _readable(value: Any) -> Any:
    """Return the value with all its texts readable: the renderer ends the process at others."""
    if isinstance(value, str) and not isinstance(value, Mark):
        return readable(value)
    if isinstance(value, Mapping):
        return {key: _readable(part) for key, part in value.items()}
    return type(value)(map(_readable, value)) if isinstance(value, list | tuple) else value


@functools.lru_cache(maxsize=CACHED_PICTURES)
def _svg(specification: str) -> str:
    _know_fonts()
    import vl_convert

    return str(
        vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])
    )


@functools.lru_cache(maxsize=CACHED_PICTURES)
def _png(svg: str, scale: float) -> bytes:
    _know_fonts()
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=scale))


@functools.cache
def _know_fonts() -> None:
    import vl_convert

    require()
    vl_convert.register_font_directory(str(FOLDER))
