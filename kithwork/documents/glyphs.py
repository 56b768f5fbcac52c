"""Which characters a font file can draw.

A PDF that claims to be readable by everyone may not hold a character without a glyph, so we must
know beforehand. The answer stands in the font's `cmap` table (OpenType specification, “cmap —
Character to Glyph Index Mapping Table”); of its formats only 4 (the basic plane) and 12 (all
planes) matter for Unicode. A font that cannot be read draws nothing.
"""

import functools
import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))  # (platform, encoding), best first


@functools.lru_cache(maxsize=64)
def code_points(path: Path, index: int = 0) -> frozenset[int]:
    """Return the code points that the font draws; `index` chooses a face of a collection."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as font:
            return frozenset(_code_points(bytes(_cmap(font, index))))
    except (OSError, struct.error, KeyError, ValueError):
        return frozenset()


def _cmap(font: mmap.mmap, index: int) -> bytes:
    start = 0
    if font[:4] == b"ttcf":
        start = struct.unpack_from(">I", font, 12 + 4 * index)[0]
    for place in range(struct.unpack_from(">H", font, start + 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, start + 12 + 16 * place)
        if tag == b"cmap":
            return font[offset : offset + length]
    raise KeyError("cmap")


def _code_points(cmap: bytes) -> Iterator[int]:
    tables = {}
    for place in range(struct.unpack_from(">H", cmap, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * place)
        tables[platform, encoding] = offset
    best = next(tables[kind] for kind in _UNICODE_TABLES if kind in tables)
    form = struct.unpack_from(">H", cmap, best)[0]
    if form == 12:
        return _of_format_12(cmap, best)
    if form == 4:
        return _of_format_4(cmap, best)
    raise ValueError("the font's character map has another format")


def _of_format_12(cmap: bytes, at: int) -> Iterator[int]:
    for group in range(struct.unpack_from(">I", cmap, at + 12)[0]):
        first, last, _ = struct.unpack_from(">III", cmap, at + 16 + 12 * group)
        yield from range(first, last + 1)


def _of_format_4(cmap: bytes, at: int) -> Iterator[int]:
    segments = struct.unpack_from(">H", cmap, at + 6)[0] // 2
    lasts = struct.unpack_from(f">{segments}H", cmap, at + 14)
    firsts = struct.unpack_from(f">{segments}H", cmap, at + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}H", cmap, at + 16 + 4 * segments)
    ranges = at + 16 + 6 * segments
    for place, (first, last, delta) in enumerate(zip(firsts, lasts, deltas, strict=True)):
        for code in range(first, last + 1):
            if code != 0xFFFF and _glyph_of_format_4(
                cmap, code - first, delta + code, ranges + 2 * place
            ):
                yield code


def _glyph_of_format_4(cmap: bytes, step: int, shifted: int, at: int) -> int:
    """Return the glyph's number, 0 for none; `at` is where the segment's range offset stands."""
    offset = struct.unpack_from(">H", cmap, at)[0]
    if offset == 0:
        return shifted & 0xFFFF
    return int(struct.unpack_from(">H", cmap, at + offset + 2 * step)[0])
