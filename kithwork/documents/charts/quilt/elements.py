"""SVG elements as text: attributes escaped, numbers short, no style and no script."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

Attribute = str | float | None


def element(tag: str, *children: str, **attributes: Attribute) -> str:
    """Return an element; `stroke_width=2` becomes stroke-width="2", None leaves one out."""
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(_written(value))}"
        for name, value in attributes.items()
        if value is not None
    )
    if not children:
        return f"<{tag}{written}/>"
    return f"<{tag}{written}>{''.join(children)}</{tag}>"


def words(text: str, **attributes: Attribute) -> str:
    """Return a line of text."""
    return element("text", escape(text), **attributes)


def lines(texts: Iterable[str], *, x: float, y: float, step: float, **attributes: Attribute) -> str:
    """Return lines of text, centred on the height `y`."""
    stated = list(texts)
    top = y - step * (len(stated) - 1) / 2
    return "".join(
        words(text, x=x, y=top + step * place, dominant_baseline="central", **attributes)
        for place, text in enumerate(stated)
    )


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
