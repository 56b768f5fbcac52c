"""How large a stranger's file may be before anything in it is opened.

A workbook is a ZIP archive: some kilobytes can unpack to gigabytes, and one cell in the last corner
of a sheet makes a reader reserve the whole rectangle before it. Each limit below is checked before
the memory is spent.
"""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of the file and of its unpacked content; rows, columns and cells of one sheet.

    `ratio` is unpacked to packed bytes; it counts only above `ratio_from` unpacked bytes, because a
    small sheet of equal answers packs very well and harms nobody.
    """

    file_bytes: int = 64 * MEBIBYTE
    unpacked_bytes: int = 512 * MEBIBYTE
    ratio: int = 200
    ratio_from: int = 64 * MEBIBYTE
    members: int = 5_000
    rows: int = 500_000
    columns: int = 2_000
    cells: int = 20_000_000


DEFAULT = Limits()
