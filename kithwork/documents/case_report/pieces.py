"""Small pieces of which the sections are made: fields of a paper, a silence that is named."""

from collections.abc import Iterable, Iterator

from kithwork.casework.queries.papers import Line
from kithwork.documents.case_report.material import CaseMaterial
from kithwork.documents.report import Block, Bullets, Callout, CalloutKind, Facts, Paragraph
from kithwork.documents.report.blocks import strong


def fields(lines: Iterable[Line]) -> Iterator[Block]:
    """Yield what was written: short answers as facts, long ones as paragraphs under their names."""
    filled = [one for one in lines if one.value.strip()]
    short = [(one.label, one.value) for one in filled if not one.is_long]
    if short:
        yield Facts.of(*short)
    for one in filled:
        if one.is_long:
            yield Paragraph.of(strong(one.label), "\n", one.value)


def paper(material: CaseMaterial, kind: str) -> Iterator[Block]:
    """Yield the latest paper of a kind, or that there is none."""
    blocks = list(fields(material.lines(kind)))
    yield from blocks or [silence(material, f"no.{kind}")]


def silence(material: CaseMaterial, code: str) -> Block:
    """Say that something is not on record."""
    return Callout.of(CalloutKind.LIMIT, material.say(code))


def listed(items: Iterable[str]) -> Iterator[Block]:
    """Yield a list of what says something; nothing where nothing does."""
    said = [one for one in items if one.strip()]
    if said:
        yield Bullets.of(*said)
