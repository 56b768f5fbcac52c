"""The Word file as a package: what it says of itself, and the same bytes each time."""

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

from kithwork.documents.report.report import Report

if TYPE_CHECKING:
    from docx.document import Document

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a ZIP file can hold
_NOT_OURS = ("stylesWithEffects", "thumbnail", "customXml")


def new_document() -> "Document":
    """Return an empty document without the template's leftovers."""
    import docx

    document = docx.Document()
    for relations in (document.part.rels, document.part.package.rels):
        _drop_leftovers(relations)
    return document


def set_properties(document: "Document", report: Report) -> None:
    """Set title, language and date. No author: a file says nothing of who pressed the button."""
    properties = document.core_properties
    properties.title, properties.language = report.title, report.language
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.revision = 1
    made_on = dt.datetime.combine(report.made_on, dt.time(), dt.UTC)
    properties.created = properties.modified = made_on


def packed(document: "Document") -> bytes:
    """Return the file's bytes, with no trace of the clock."""
    written, steady = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(steady, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return steady.getvalue()


def _drop_leftovers(relations: Any) -> None:
    for key, relation in list(relations.items()):
        if any(name in relation.reltype or name in str(relation.target_ref) for name in _NOT_OURS):
            relations.pop(key)
