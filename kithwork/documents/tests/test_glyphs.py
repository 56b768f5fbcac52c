"""Which characters a font draws, read from real font files."""

import struct
from pathlib import Path

import pytest

from kithwork.documents import glyphs
from kithwork.documents.fonts import FILES, FOLDER

REGULAR = FOLDER / FILES[0]


@pytest.mark.parametrize("character", ["A", "é", "，", "“", "学", "㑇", "䶮", "𫍽", "𬱖", "−", "×"])
def test_our_font_draws_latin_chinese_and_rare_characters_of_names(character: str) -> None:
    assert ord(character) in glyphs.code_points(REGULAR)


@pytest.mark.parametrize("character", ["😀", "ש", "\ue000"])
def test_our_font_does_not_draw_everything(character: str) -> None:
    assert ord(character) not in glyphs.code_points(REGULAR)


def test_both_weights_draw_the_same_characters() -> None:
    regular, bold = (set(glyphs.code_points(FOLDER / name)) for name in FILES)
    assert regular == bold


def test_the_two_formats_agree_on_the_basic_plane() -> None:
    """Our font carries its map twice; formats 4 and 12 must be read alike."""
    cmap = _cmap_of(REGULAR)
    tables = {struct.unpack_from(">H", cmap, at)[0]: at for at in _offsets(cmap)}
    short = set(glyphs.CodePoints(glyphs._of_format_4(cmap, tables[4])))
    long = {c for c in glyphs.CodePoints(glyphs._of_format_12(cmap, tables[12])) if c < 0xFFFF}
    assert len(short) > 20_000
    assert short == long


def test_a_font_in_the_short_format_alone_is_read(tmp_path: Path) -> None:
    font = tmp_path / "small.ttf"
    font.write_bytes(_font_with(_format_4(0x41, 0x43)))
    assert set(glyphs.code_points(font)) == {0x41, 0x42, 0x43}


def test_a_face_of_a_collection_is_read(tmp_path: Path) -> None:
    first = _font_with(_format_4(0x41, 0x43), start=20)
    second = _font_with(_format_4(0x61, 0x62), start=20 + len(first))
    head = struct.pack(">4sIIII", b"ttcf", 0x10000, 2, 20, 20 + len(first))
    collection = tmp_path / "two.ttc"
    collection.write_bytes(head + first + second)
    assert set(glyphs.code_points(collection, 1)) == {0x61, 0x62}


@pytest.mark.parametrize("content", [b"", b"not a font at all, but long enough to try"])
def test_a_file_that_is_no_font_draws_nothing(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(content)
    assert not set(glyphs.code_points(broken))


def test_a_missing_file_draws_nothing(tmp_path: Path) -> None:
    assert not set(glyphs.code_points(tmp_path / "none.ttf"))


def _cmap_of(path: Path) -> bytes:
    font = path.read_bytes()
    for place in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if tag == b"cmap":
            return font[offset : offset + length]
    raise AssertionError("no cmap")


def _offsets(cmap: bytes) -> list[int]:
    count = struct.unpack_from(">H", cmap, 2)[0]
    return [struct.unpack_from(">I", cmap, 8 + 8 * place)[0] for place in range(count)]


def _format_4(first: int, last: int) -> bytes:
    """One segment by delta and the closing segment, as the specification draws them."""
    body = struct.pack(">HHHH", 4, 4, 1, 0)  # twice the segments, and three search values
    body += struct.pack(">HH", last, 0xFFFF) + struct.pack(">H", 0)
    body += struct.pack(">HH", first, 0xFFFF)
    body += struct.pack(">HH", (1 - first) & 0xFFFF, 1)
    body += struct.pack(">HH", 0, 0)
    return struct.pack(">HHH", 4, 6 + len(body), 0) + body


def _font_with(table: bytes, *, start: int = 0) -> bytes:
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table
    head = struct.pack(">IHHHH", 0x10000, 1, 16, 0, 0)
    entry = struct.pack(">4sIII", b"cmap", 0, start + 28, len(cmap))
    return head + entry + cmap


def test_ranges_are_closed_at_both_ends() -> None:
    points = glyphs.CodePoints([(5, 7), (1, 2), (8, 8)])
    assert [code in points for code in range(10)] == [n in (1, 2, 5, 6, 7, 8) for n in range(10)]
