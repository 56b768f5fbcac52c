"""A report as PDF/UA-1: tagged, with outline, title, language and embedded subset fonts.

The template is fixed and the report is handed to it as JSON, so nothing that people typed is ever
read as markup. The standard forbids a character without a glyph; one that no font draws is shown
by its code in brackets rather than lost, and the document says so at its end. The compiler checks
the standard (a document that breaks it is refused), and its date is the report's own: equal
reports give equal bytes.
"""

import base64
import datetime as dt
import functools
import json
import re
import struct
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kithwork.catalogue.words import say
from kithwork.documents import fonts
from kithwork.documents.charts.drawing import png_of
from kithwork.documents.report import wording
from kithwork.documents.report.pictures import Chart, Figure
from kithwork.documents.report.plain import Plain, plain
from kithwork.documents.report.report import Block, Report

if TYPE_CHECKING:
    import typst


def to_pdf(report: Report, *, system_fonts: bool = True) -> bytes:
    """Return the report as PDF/UA-1.

    `system_fonts` says whether the machine's fonts may help out with characters that ours lack.
    Raises `fonts.FontsMissingError` before the fonts have been fetched.
    """
    import typst

    pages = _pages(report)
    choice = fonts.choose(_all_text(pages), system=system_fonts)
    payload = _shown_by_code(pages, choice.undrawable) | _settings(report, choice)
    try:
        return _compiled(payload, report.made_on, choice.fonts)
    except typst.TypstError:
        # Inside a drawing the compiler cannot yet name letters that are put together of several
        # glyphs (q with an acute, a family emoji). As pixels, with the same alternative, it can.
        return _compiled(_with_pixels(payload), report.made_on, choice.fonts)


def _compiled(payload: Plain, made_on: dt.date, known_fonts: "typst.Fonts") -> bytes:
    import typst

    # A compiler serves one thread at a time; making one costs nothing once the fonts are known.
    pdf = typst.Compiler(font_paths=known_fonts, ignore_system_fonts=True).compile(
        _template(),
        format="pdf",
        sys_inputs={"report": json.dumps(payload, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=dt.datetime.combine(made_on, dt.time(), dt.UTC),
    )
    assert isinstance(pdf, bytes)
    return pdf


def _pages(report: Report) -> Plain:
    payload = plain(report)
    payload["page"] = list(wording.page_label(report.language))
    for block, shown in zip(report.blocks, payload["blocks"], strict=True):
        shown |= _extras(block, shown)
    return payload


def _extras(block: Block, shown: Mapping[str, Any]) -> Plain:
    """Return what the template needs beyond the plain block: the picture, Typst's language tag."""
    if isinstance(block, Chart):
        return {"svg": block.drawing.svg}
    if isinstance(block, Figure):
        return {"svg": block.svg}
    if shown["kind"] == "quote":
        return {"lang": shown["language"].partition("-")[0].lower()}
    return {}


def _settings(report: Report, choice: fonts.Choice) -> Plain:
    day, example = report.made_on, min(choice.undrawable, default="")
    note = say("report.codes", report.language, example=_code(example)) if example else ""
    return {
        "families": list(choice.families),
        "code_note": note,
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def _all_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        value = value.values()
    return "".join(map(_all_text, value)) if not isinstance(value, int | float) else ""


def _shown_by_code(value: Any, undrawable: frozenset[str]) -> Any:
    """Return the same values with each undrawable character written as its code point."""
    if not undrawable:
        return value
    if isinstance(value, str):
        pattern = f"[{re.escape(''.join(sorted(undrawable)))}]"
        return re.sub(pattern, lambda found: _code(found[0]), value)
    if isinstance(value, Mapping):
        return {key: _shown_by_code(part, undrawable) for key, part in value.items()}
    return (
        [_shown_by_code(part, undrawable) for part in value] if isinstance(value, list) else value
    )


def _code(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def _with_pixels(payload: Plain) -> Plain:
    blocks = [
        {**block, "svg": _pixels_of(block["svg"])} if "svg" in block else block
        for block in payload["blocks"]
    ]
    return {**payload, "blocks": blocks}


def _pixels_of(svg: str) -> str:
    """Return a drawing as an SVG that holds nothing but its PNG."""
    png = png_of(svg)
    width, height = struct.unpack(">II", png[16:24])  # where PNG states them
    data = base64.b64encode(png).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )


@functools.cache
def _template() -> bytes:
    return files("kithwork.documents.report").joinpath("pdf.typ").read_bytes()
