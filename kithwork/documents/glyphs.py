"""Which characters a font file can draw.

A PDF that claims to be readable by everyone may not hold a character without a glyph, so we must
know beforehand. The answer stands in the font's `cmap` table (OpenType specification, “cmap —
Character to Glyph Index Mapping Table”); of its formats only 4 (the basic plane) and 12 (all
planes) matter for Unicode. A font that cannot be read draws nothing.
"""

import functools
import mmap
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))  # (platform, encoding), best first


class CodePoints:
    """Code points as ranges: a system has scores of fonts, and a set for each is megabytes."""

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._firsts, self._lasts = array("L"), array("L")
        for first, last in sorted(ranges):
            if self._lasts and first <= self._lasts[-1] + 1:
                self._lasts[-1] = max(last, self._lasts[-1])
            else:
                self._firsts.append(first)
                self._lasts.append(last)

    def __contains__(self, code: int) -> bool:
        place = bisect_right(self._firsts, code) - 1
        return place >= 0 and code <= self._lasts[place]

    def __iter__(self) -> Iterator[int]:
        for first, last in zip(self._firsts, self._lasts, strict=True):
            yield from range(first, last + 1)


@functools.lru_cache(maxsize=512)
def code_points(path: Path, index: int = 0) -> CodePoints:
    """Return the code points that the font draws; `index` chooses a face of a collection."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as font:
            return CodePoints(_ranges(_cmap(font, index)))
    except (OSError, struct.error, KeyError, ValueError):
        return CodePoints()


def _cmap(font: mmap.mmap, index: int) -> bytes:
    start = 0
    if font[:4] == b"ttcf":
        start = struct.unpack_from(">I", font, 12 + 4 * index)[0]
    for place in range(struct.unpack_from(">H", font, start + 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, start + 12 + 16 * place)
        if tag == b"cmap":
            return font[offset : offset + length]
    raise KeyError("cmap")


def _ranges(cmap: bytes) -> Iterator[tuple[int, int]]:
    tables = {}
    for place in range(struct.unpack_from(">H", cmap, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * place)
        tables[platform, encoding] = offset
    best = next((tables[kind] for kind in _UNICODE_TABLES if kind in tables), None)
    if best is None:
        raise ValueError("the font has no map for Unicode")
    form = struct.unpack_from(">H", cmap, best)[0]
    if form not in (4, 12):
        raise ValueError("the font's map has another format")
    return _of_format_12(cmap, best) if form == 12 else _of_format_4(cmap, best)


def _of_format_12(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    for group in range(struct.unpack_from(">I", cmap, at + 12)[0]):
        first, last, _ = struct.unpack_from(">III", cmap, at + 16 + 12 * group)
        yield first, last


def _of_format_4(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    segments = struct.unpack_from(">H", cmap, at + 6)[0] // 2
    lasts = struct.unpack_from(f">{segments}H", cmap, at + 14)
    firsts = struct.unpack_from(f">{segments}H", cmap, at + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}H", cmap, at + 16 + 4 * segments)
    offsets = at + 16 + 6 * segments
    for place, (first, last, delta) in enumerate(zip(firsts, lasts, deltas, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if _glyph(cmap, offsets + 2 * place, step=code - first, otherwise=delta + code):
                yield code, code


def _glyph(cmap: bytes, at: int, *, step: int, otherwise: int) -> int:
    """Return the glyph's number, 0 for none; `at` is where the segment's range offset stands."""
    offset = struct.unpack_from(">H", cmap, at)[0]
    if offset == 0:
        return otherwise & 0xFFFF
    return int(struct.unpack_from(">H", cmap, at + offset + 2 * step)[0])
