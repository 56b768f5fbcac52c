"""WordprocessingML elements that python-docx has no words for."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def w(tag: str, *children: Any, **attributes: str | int) -> Any:
    """Return the element `w:tag` with children and `w:` attributes."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    for child in children:
        element.append(child)
    return element


def text_run(text: str, *, bold: bool = False, style: str = "") -> Any:
    """Return a run; line feeds become line breaks and tabs tabs."""
    run = w("r")
    if bold or style:
        properties = w("rPr")
        if style:
            properties.append(w("rStyle", val=style))
        if bold:
            properties.append(w("b"))
        run.append(properties)
    run.text = text
    return run


def field(code: str) -> list[Any]:
    """Return the runs of a field that Word computes, such as PAGE."""
    instruction = w("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
        text_run("1"),
        w("r", w("fldChar", fldCharType="end")),
    ]


def mm(length: float) -> int:
    """Return millimetres as twentieths of a point, Word's unit of length."""
    return round(length / 25.4 * 1440)
