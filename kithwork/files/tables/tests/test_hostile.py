"""Damaged files: whatever the bytes are, the answer is a sheet or a sentence, never a crash."""

import io
import random
import zipfile

import pytest

from kithwork.catalogue.cell_errors import said
from kithwork.files.tables.errors import TableError
from kithwork.files.tables.reading import read_table
from kithwork.files.tables.tests import making

ROWS = [["学号", "birth", "mark"], *([f"s{n}", n, n / 7] for n in range(30))]
XLSX = making.xlsx_rows(ROWS)
PARTS = zipfile.ZipFile(io.BytesIO(XLSX)).namelist()
ODS = making.ods_of(making.ods_text("a", "b") + making.ods_text("1", "2"))
XLS = making.xls_of(
    b"".join(making.xls_text(n, 0, "abc") + making.xls_number(n, 1, 3.5) for n in range(20))
)
TEXT = making.csv_of('学号,姓名,"x"', '1,小雨,"a"', "2,b,c", encoding="gb18030")
FILES_PER_SEED = 60


def damaged(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0 | 1:
                changed[place] = chance.randrange(256)
            case 2:
                del changed[place : place + chance.randrange(1, 9)]
            case 3:
                changed[place:place] = chance.randbytes(3)
    return bytes(changed)


def damaged_file(chance: random.Random) -> bytes:
    match chance.randrange(5):
        case 0:
            return damaged(XLSX, chance)
        case 1:
            return making.repacked(XLSX, chance.choice(PARTS), lambda data: damaged(data, chance))
        case 2:
            return making.repacked(ODS, "content.xml", lambda data: damaged(data, chance))
        case 3:
            return damaged(XLS, chance)
    return damaged(TEXT, chance)


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_file_is_read_or_refused_in_words(seed: int) -> None:
    chance = random.Random(f"damage:{seed}")
    refused = 0
    for _ in range(FILES_PER_SEED):
        try:
            sheet = read_table(damaged_file(chance))
        except TableError as error:
            refused += 1
            sentences = [said(one, language) for one in error.errors for language in ("en", "zh")]
        else:
            sentences = ["read"]
            assert all(len(row.cells) == len(sheet.columns) for row in sheet.rows)
        assert sentences
        assert all(sentences)
    assert 0 < refused < FILES_PER_SEED


def test_a_panic_of_the_reader_is_a_sentence_too() -> None:
    """The sheet is said to begin far behind the end of the file."""
    place = XLS.index(b"\x85\x00\x0c\x00") + 4
    content = XLS[:place] + b"\x00\x00\x00\x10" + XLS[place + 4 :]
    with pytest.raises(TableError, match=r"files\.broken_archive"):
        read_table(content)
