"""A ZIP archive is unpacked to nowhere once, counting, before any reader of workbooks sees it.

The sizes that an archive declares are claims, and readers differ in which they believe: a bomb
declares little and unpacks to much. So what is declared is held to the limits first, and then every
member is inflated in small pieces: one that holds more or less than it declares is refused as
damaged. Nothing is written to disk, no name is used as a path.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from kithwork.files.tables.errors import refuse
from kithwork.files.tables.limits import Limits

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
)
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct("<26xHH")


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an archive held in memory; damage is a `TableError`, whenever it shows."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except _BROKEN as error:
        raise refuse("broken_archive") from error


def check_archive(content: bytes, *, limits: Limits) -> None:
    """Refuse an archive that is encrypted, damaged or larger inside than the limits allow."""
    with opened(content) as archive:
        members = archive.infolist()
        if len(members) > limits.members:
            raise refuse("archive_too_large")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise refuse("encrypted")
        _refuse_bomb(sum(member.file_size for member in members), len(content), limits=limits)
        for member in members:
            if _inflated_size(content, member) != member.file_size:
                raise refuse("broken_archive")


def _refuse_bomb(unpacked: int, packed: int, *, limits: Limits) -> None:
    if unpacked > limits.unpacked_bytes:
        raise refuse("archive_too_large")
    if unpacked > limits.ratio_from and unpacked > limits.ratio * packed:
        raise refuse("archive_too_large")


def _inflated_size(content: bytes, member: zipfile.ZipInfo) -> int:
    """Return the member's true size, or one byte more than declared when it is larger."""
    name, extra = _LOCAL_HEADER.unpack_from(content, member.header_offset)
    start = member.header_offset + _LOCAL_HEADER.size + name + extra
    packed = content[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    while not inflater.eof and size <= member.file_size:
        piece = inflater.decompress(packed, _CHUNK)
        packed = inflater.unconsumed_tail
        if not piece and not packed:
            break
        size += len(piece)
    return size
