"""The methods pages: for each score and statistic its formula, its source and its limits.

They are written for people, in `docs/methods`, and travel with the package, so that whoever sees a
figure can read beside it how it came about. The pages are in English.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

IN_PACKAGE, IN_CHECKOUT = "methods", Path("docs", "methods")
_PAGE = re.compile(r"(?P<slug>[\w-]+)\.md(?P<place>#[\w-]+)?")


@dataclass(frozen=True, slots=True)
class MethodPage:
    """One page: the name by which it is called, its heading, its text (Markdown)."""

    slug: str
    title: str
    text: str


@cache
def method_pages() -> Mapping[str, MethodPage]:
    """Return every methods page by its name ("phq-9"), in the order of headings."""
    found = [_read(one) for one in _folder().iterdir() if one.name.endswith(".md")]
    return {one.slug: one for one in sorted(found, key=lambda page: page.title.casefold())}


@cache
def method_as_html(slug: str, *, address: str) -> str:
    """Return a page's text as HTML; `address` is where the page "{}" stands.

    A link to another methods page leads there; a path into the source stays as words. No HTML of
    the text is let through. Raises KeyError for a page that is not there.
    """
    from markdown_it import MarkdownIt

    body = method_pages()[slug].text.partition("\n")[2]
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = renderer.parse(body)
    for token in tokens:
        token.children = list(_linked(token.children or (), address))
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrs["id"] = _anchor(tokens[place + 1].content)
    html: str = renderer.renderer.render(tokens, renderer.options, {})
    return html


def _linked(inline: Iterable["Token"], address: str) -> Iterator["Token"]:
    """Let links lead to pages that stand; of others only the words are left."""
    is_left_out = False
    for token in inline:
        if token.type == "link_open":
            target = _target(str(token.attrs.get("href", "")), address)
            is_left_out = target is None
            token.attrs["href"] = target or ""
        if not (is_left_out and token.type in ("link_open", "link_close")):
            yield token


def _target(href: str, address: str) -> str | None:
    found = _PAGE.fullmatch(href)
    if found and found["slug"] in method_pages():
        return address.format(found["slug"]) + (found["place"] or "")
    return href if href.startswith(("https://", "#")) else None


def _anchor(heading: str) -> str:
    """Return the name of a place as GitHub makes it of a heading."""
    plain = re.sub(r"[^\w\s-]", "", heading.casefold())
    return re.sub(r"\s", "-", plain.strip())


def _read(file: Traversable) -> MethodPage:
    text = file.read_text("utf-8")
    title = text.partition("\n")[0].removeprefix("#").strip()
    return MethodPage(file.name.removesuffix(".md"), title, text)


def _folder() -> Traversable:
    """Return the folder of an installed package, or that of the checkout it runs from."""
    package = files("kithwork")
    installed = package.joinpath(IN_PACKAGE)
    return installed if installed.is_dir() else Path(str(package)).parent / IN_CHECKOUT
