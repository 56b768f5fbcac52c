"""The styles of a report's Word file.

python-docx brings Word's built-in styles in their blue and italic dress of 2013 with theme fonts,
in which Chinese text falls to a font by chance. Here each style that we use gets named fonts for
Latin and East Asian text, our sizes and spaces, no italics and no colour that carries meaning.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kithwork.documents.report.word.xml import mm, w

if TYPE_CHECKING:
    from docx.document import Document

CHINESE_FONT = "Microsoft YaHei"  # on every Windows, and with Word on a Mac
LATIN_FONT = "Calibri"
INK = RGBColor(0x1F, 0x29, 0x33)
MUTED = RGBColor(0x52, 0x60, 0x6D)
HAIRLINE = "C5CCD3"
GROUND = "F4F6F8"

WORD_2013 = "15"
TABLE_STYLE = "Report Table"
FACT_INDENT = Mm(50)

_NEEDED_BY_WORD = frozenset({"Default Paragraph Font", "Normal Table", "No List"})


@dataclass(frozen=True, slots=True)
class _Look:
    """One style: points for size and for the spaces before and after."""

    name: str
    size: float = 10.5
    bold: bool = False
    muted: bool = False
    before: float = 0
    after: float = 6
    stays_with_next: bool = False


_LOOKS = (
    _Look("Normal"),
    _Look("Title", size=21, bold=True, after=2, stays_with_next=True),
    _Look("Subtitle", size=12, muted=True, after=8),
    _Look("Heading 1", size=14.5, bold=True, before=18, after=6, stays_with_next=True),
    _Look("Heading 2", size=12, bold=True, before=14, after=5, stays_with_next=True),
    _Look("Heading 3", size=10.5, bold=True, muted=True, before=12, after=4, stays_with_next=True),
    _Look("Caption", size=10, bold=True, before=10, after=4, stays_with_next=True),
    _Look("List Bullet", after=3),
    _Look("List Number", after=3),
    _Look("Quote", size=11.5, before=6, after=2),
    _Look("Header", size=8.5, muted=True, after=0),
    _Look("Footer", size=8.5, muted=True, after=0),
    _Look("Report Note", size=8.5, muted=True, before=2, after=2),
    _Look("Report Cell", size=9.5, after=0),
    _Look("Report Fact", after=3),
    _Look("Report Signature", before=24, after=0),
    _Look("Report Picture", after=4),
)


def set_styles(document: "Document", language: str) -> None:
    """Dress the document's styles for `language` and add our own."""
    _drop_unused(document)
    _set_defaults(document, language)
    there = {style.name for style in document.styles}
    for look in _LOOKS:
        style = document.styles[look.name] if look.name in there else _new(document, look.name)
        _dress(style, look, language)
    document.styles["Report Fact"].paragraph_format.left_indent = FACT_INDENT
    document.styles["Report Fact"].paragraph_format.first_line_indent = -FACT_INDENT
    # A multiple would stretch the line on which a picture stands by as much.
    document.styles["Report Picture"].paragraph_format.line_spacing = 1.0
    document.styles["Quote"].paragraph_format.left_indent = Mm(6)
    document.styles.element.append(_table_style())
    _set_bullets(document)


def _drop_unused(document: "Document") -> None:
    """Drop the template's 150 other styles: Word knows them itself, and each write copies them."""
    used = {look.name for look in _LOOKS} | _NEEDED_BY_WORD
    for style in list(document.styles):
        if style.name not in used:
            style.element.getparent().remove(style.element)
    kept = {style.style_id for style in document.styles}
    numbering = document.part.numbering_part.element
    for link in [*numbering.iter(qn("w:pStyle")), *document.styles.element.iter(qn("w:link"))]:
        if link.get(qn("w:val")) not in kept:
            link.getparent().remove(link)


def _new(document: "Document", name: str) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    return style


def _dress(style: Any, look: _Look, language: str) -> None:
    _undress(style.element)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = MUTED if look.muted else INK
    _name_fonts(style.element.get_or_add_rPr(), language)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.keep_with_next = look.stays_with_next
    form.line_spacing = _line_spacing(language) if look.size <= 12 else 1.1


def _undress(style: Any) -> None:
    """Take off what the template put on, but the place in outline and lists."""
    for properties in (style.get_or_add_rPr(), style.get_or_add_pPr()):
        for element in list(properties):
            if element.tag not in (qn("w:outlineLvl"), qn("w:numPr")):
                properties.remove(element)


def _line_spacing(language: str) -> float:
    # A multiple of the font's own line, which is 1.32 em in the Chinese font: 1.7 in all.
    return 1.29 if language == "zh-Hans" else 1.18


def _name_fonts(properties: Any, language: str) -> None:
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    latin = CHINESE_FONT if language == "zh-Hans" else LATIN_FONT
    fonts = w("rFonts", ascii=latin, hAnsi=latin, eastAsia=CHINESE_FONT, cs=latin)
    if language == "zh-Hans":
        fonts.set(qn("w:hint"), "eastAsia")
    properties.insert(0, fonts)


def _set_defaults(document: "Document", language: str) -> None:
    properties = document.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:rPr"))
    _name_fonts(properties, language)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_2013)  # tables begin at the margin
    tag = "zh-CN" if language == "zh-Hans" else "en-GB"
    for element in (
        properties.find(qn("w:lang")),
        document.settings.element.find(qn("w:themeFontLang")),
    ):
        element.set(qn("w:val"), tag)
        element.set(qn("w:eastAsia"), "zh-CN")


def _set_bullets(document: "Document") -> None:
    """Print bullets in the text's own font: the template's stand in Symbol, which not all have."""
    for text in document.part.numbering_part.element.iter(qn("w:lvlText")):
        if text.get(qn("w:val")) == "\uf0b7":
            text.set(qn("w:val"), "•")
            fonts = text.getparent().find(qn("w:rPr"))
            if fonts is not None:
                fonts.getparent().remove(fonts)


def _table_style() -> Any:
    """Return the style of tables: lines across only, head and total set off by a thicker one."""
    ink = str(INK)
    thick: dict[str, str | int] = {"val": "single", "sz": 8, "color": ink}
    thin: dict[str, str | int] = {"val": "single", "sz": 4, "color": HAIRLINE}
    across = w("tblBorders", w("top", **thick), w("bottom", **thick), w("insideH", **thin))
    margins = w("tblCellMar", *(w(side, w=mm(1.4), type="dxa") for side in _SIDES))
    return w(
        "style",
        w("name", val=TABLE_STYLE),
        w("basedOn", val="TableNormal"),
        w("tblPr", across, margins),
        _set_off("firstRow", w("bottom", **thick)),
        _set_off("lastRow", w("top", **thick)),
        type="table",
        customStyle=1,
        styleId=TABLE_STYLE.replace(" ", ""),
    )


_SIDES = ("top", "left", "bottom", "right")


def _set_off(rows: str, edge: Any) -> Any:
    cells = w("tcPr", w("tcBorders", edge))
    return w("tblStylePr", w("rPr", w("b")), cells, type=rows)
