"""The old `.xls` workbook, passed over for the same things as `cell_scan`.

Many school systems still write it. An `.xls` file is a compound file (MS-CFB) whose Workbook stream
is a chain of records (MS-XLS 2.1.4); only the few record types that place a cell are looked at. The
format itself stops at 65,536 rows and 256 columns; error cells and protection it hides like the new
one.
"""

import struct
from collections.abc import Iterator

from kithwork.files.tables.cell_scan import Scan
from kithwork.files.tables.errors import refuse
from kithwork.files.tables.limits import Limits

_FREE = 0xFFFFFFFA  # from here on a sector number is a mark, not a place
_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_FORMULA, _BOOLERR, _MULRK = 0x0006, 0x0205, 0x00BD
_PLAIN_CELLS = frozenset({0x0203, 0x027E, 0x00FD, 0x0204})
_DIRECTORY_ENTRY = 128
_SECTOR_SHIFTS = (9, 12)


def scan_compound(content: bytes, *, limits: Limits) -> list[Scan]:
    """Return what was found in each sheet, in the workbook's order."""
    try:
        stream = _workbook_stream(content)
        starts = list(_sheet_starts(stream))
        return [_scan_sheet(stream, start, limits=limits) for start in starts]
    except (struct.error, IndexError) as error:
        raise refuse("broken_archive") from error


def _sheet_starts(stream: bytes) -> Iterator[int]:
    for kind, data in _records(stream, 0):
        if kind == _FILEPASS:
            raise refuse("encrypted")
        if kind == _BOUNDSHEET:
            yield struct.unpack_from("<I", data)[0]


def _scan_sheet(stream: bytes, start: int, *, limits: Limits) -> Scan:
    scan = Scan()
    for kind, data in _records(stream, start):
        if kind in _PLAIN_CELLS or kind in (_FORMULA, _BOOLERR, _MULRK):
            row, column = (number + 1 for number in struct.unpack_from("<HH", data))
            last = struct.unpack("<H", data[-2:])[0] + 1 if kind == _MULRK else column
            scan.filled(row, last, limits=limits, count=last - column + 1)
            if kind == _FORMULA:
                scan.formula(row, column)
            if _is_error(kind, data):
                scan.fault("error_cell", row, column=column)
    return scan


def _is_error(kind: int, data: bytes) -> bool:
    if kind == _BOOLERR:
        return data[7] == 1
    return kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Yield one substream's records; what is drawn inside it (charts) is left out."""
    depth = 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        data = stream[position + 4 : position + 4 + size]
        position += 4 + size
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, data


def _workbook_stream(content: bytes) -> bytes:
    shift = struct.unpack_from("<H", content, 30)[0]
    if shift not in _SECTOR_SHIFTS:
        raise refuse("broken_archive")
    sector_size = 1 << shift
    table = _allocation_table(content, sector_size)
    first_directory, mini_limit, first_mini = struct.unpack_from("<I4xII", content, 48)
    directory = _chain(content, table, start=first_directory, size=sector_size)
    entries = [
        directory[at : at + _DIRECTORY_ENTRY] for at in range(0, len(directory), _DIRECTORY_ENTRY)
    ]
    for entry in entries:
        if _entry_name(entry) in ("Workbook", "Book"):
            start, length = struct.unpack_from("<II", entry, 116)
            if length >= mini_limit:
                return _chain(content, table, start=start, size=sector_size)[:length]
            small = _chain(
                content, table, start=struct.unpack_from("<I", entries[0], 116)[0], size=sector_size
            )
            places = _chain(content, table, start=first_mini, size=sector_size)
            mini_table = struct.unpack(f"<{len(places) // 4}I", places)
            return _chain(small, mini_table, start=start, size=64, offset=0)[:length]
    raise refuse("broken_archive")


def _allocation_table(content: bytes, sector_size: int) -> tuple[int, ...]:
    count, next_list = struct.unpack_from("<I24xI", content, 44)
    places = list(struct.unpack_from("<109I", content, 76))
    per_sector = sector_size // 4
    seen = 0
    while next_list < _FREE and seen <= len(content) // sector_size:
        block = struct.unpack_from(f"<{per_sector}I", content, (next_list + 1) * sector_size)
        places.extend(block[:-1])
        next_list = block[-1]
        seen += 1
    table: list[int] = []
    for place in places[:count]:
        table.extend(struct.unpack_from(f"<{per_sector}I", content, (place + 1) * sector_size))
    return tuple(table)


def _chain(
    content: bytes, table: tuple[int, ...], *, start: int, size: int, offset: int = 1
) -> bytes:
    """Follow a chain of sectors; one that runs in a circle is refused."""
    parts: list[bytes] = []
    while start < _FREE:
        if len(parts) > len(table):
            raise refuse("broken_archive")
        parts.append(content[(start + offset) * size : (start + offset + 1) * size])
        start = table[start]
    return b"".join(parts)


def _entry_name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(0, length - 2)].decode("utf-16-le", "replace")
