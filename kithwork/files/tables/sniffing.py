"""What a file is, decided from its bytes: the name that somebody gave it proves nothing.

School systems hand out web pages called `.xls`, renamed text files and protected workbooks. The
signatures are those of the formats' own specifications (ZIP APPNOTE 4.3, MS-CFB 2.2, OASIS
OpenDocument 1.2 part 3); MS-OFFCRYPTO 1.3 says that a protected workbook is a compound file with a
stream called EncryptedPackage.
"""

import io
import zipfile

from kithwork.files.tables.errors import TableError, refuse

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
SPSS = (b"$FL2@(#)", b"$FL3@(#)")
FOREIGN = {
    b"$FL2@(#)": "SPSS",
    b"$FL3@(#)": "SPSS",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"SQLite format 3": "SQLite",
}
PAGE_STARTS = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<head")
SUFFIXES = {
    "csv": (".csv", ".tsv", ".tab", ".txt"),
    "xlsx": (".xlsx", ".xlsm"),
    "xls": (".xls", ".et"),
    "ods": (".ods",),
}


def kind_of(content: bytes) -> str:
    """Return "csv", "xlsx", "xls" or "ods"; a `TableError` says what else the file is."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise refuse("empty")
    if content.startswith(ZIP):
        return _kind_of_archive(content)
    if content.startswith(COMPOUND):
        return _kind_of_compound(content)
    _refuse_foreign(content)
    return "csv"


def is_spss(content: bytes) -> bool:
    """Return whether this is an SPSS system file, plain or compressed (PSPP developers' guide)."""
    return content.startswith(SPSS)


def name_agrees(kind: str, name: str) -> bool:
    """Return whether a file's name ends as its content would have it; no ending agrees with all."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    return not suffix or suffix in SUFFIXES[kind]


def _kind_of_archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    declared = member.read(len(ODS_TYPE) + 1).strip()
                if declared == ODS_TYPE:
                    return "ods"
            raise _foreign_archive(names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise refuse("broken_archive") from error


def _foreign_archive(names: set[str]) -> TableError:
    if "xl/workbook.bin" in names:
        return refuse("not_a_table", found="XLSB")
    if "word/document.xml" in names:
        return refuse("not_a_table", found="Word")
    if "ppt/presentation.xml" in names:
        return refuse("not_a_table", found="PowerPoint")
    return refuse("not_a_table", found="ZIP")


def _kind_of_compound(content: bytes) -> str:
    if ENCRYPTED_STREAM in content:
        raise refuse("encrypted")
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    raise refuse("not_a_table", found="Word, PowerPoint")


def _refuse_foreign(content: bytes) -> None:
    for signature, found in FOREIGN.items():
        if content.startswith(signature):
            raise refuse("not_a_table", found=found)
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(PAGE_STARTS):
        raise refuse("web_page")
