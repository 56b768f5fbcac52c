"""Reading back what the renderers wrote, so that tests see what a reader sees."""

import io
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any

import docx
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

VOID = {"meta", "img", "br", "hr", "link", "input"}


def squeezed(text: str) -> str:
    """Return the text without blanks and composed: breaks and spaces between scripts are layout."""
    return unicodedata.normalize("NFC", re.sub(r"[\s\u200b]", "", text))


class Page(HTMLParser):
    """A strict reader of HTML: every element closes in order, no attribute stands twice."""

    def __init__(self, document: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.texts_of: dict[str, list[str]] = {}
        self.feed(document.decode("utf-8"))
        self.close()
        assert self.open == [], f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
            self.texts_of.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and "title" not in self.open:
            self.text += data
        for tag in set(self.open):
            self.texts_of[tag][-1] += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def text_of_word(document: bytes) -> str:
    file = docx.Document(io.BytesIO(document))
    body = "".join(node.text or "" for node in file.element.body.iter() if node.tag.endswith("}t"))
    section = file.sections[0]
    edges = (section.header, section.footer, section.first_page_footer)
    return body + "".join(p.text for edge in edges for p in edge.paragraphs)


def text_of_pdf(document: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)


def tags_of_pdf(document: bytes) -> list[tuple[str, str]]:
    """Return the structure elements in order, each with its alternative text."""
    root = PdfReader(io.BytesIO(document)).trailer["/Root"]
    found: list[tuple[str, str]] = []
    _walk(root["/StructTreeRoot"]["/K"], found)
    return found


def _walk(node: Any, found: list[tuple[str, str]]) -> None:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for part in node:
            _walk(part, found)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        found.append((str(node["/S"]), str(node.get("/Alt", ""))))
        _walk(node.get("/K", []), found)


def fonts_of_pdf(document: bytes) -> dict[str, DictionaryObject]:
    """Return every font of the document by its name, with its descriptor."""
    fonts: dict[str, DictionaryObject] = {}
    for page in PdfReader(io.BytesIO(document)).pages:
        _collect_fonts(page["/Resources"], fonts)
    return fonts


def _collect_fonts(resources: Any, fonts: dict[str, DictionaryObject]) -> None:
    resources = resources.get_object()
    for font in resources.get("/Font", {}).values():
        font = font.get_object()
        face = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        fonts[str(font["/BaseFont"])] = face["/FontDescriptor"].get_object()
    for picture in resources.get("/XObject", {}).values():
        picture = picture.get_object()
        if "/Resources" in picture:
            _collect_fonts(picture["/Resources"], fonts)
