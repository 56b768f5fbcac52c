"""What was done: each contact and what it delivered, resources, information, reviews."""

from collections.abc import Iterator

from kithwork.casework.queries.contacts import OpenedContact
from kithwork.casework.wording import MODES, called
from kithwork.catalogue.techniques import techniques
from kithwork.catalogue.words import shown
from kithwork.documents.case_report.material import CaseMaterial
from kithwork.documents.case_report.pieces import fields, silence
from kithwork.documents.report import Block, Bullets, Column, Heading, Paragraph, Table
from kithwork.documents.report.blocks import strong


def work(material: CaseMaterial) -> Iterator[Block]:
    """Yield every contact, then resources, information given and stage reviews."""
    yield Heading(2, material.say("head.contacts"))
    if not material.contacts:
        yield silence(material, "no.contacts")
    for one in material.contacts:
        yield from _contact(material, one)
    yield from _resources(material)
    yield from _information(material)
    for review in material.papers.get("review", ()):
        yield Heading(2, material.say("head.review", day=review.record.on))
        yield from fields(review.lines)


def _contact(material: CaseMaterial, one: OpenedContact) -> Iterator[Block]:
    contact = one.contact
    about = [shown(contact.at.date(), material.language), called(MODES, contact.mode)]
    if contact.minutes:
        about.append(material.say("minutes", n=contact.minutes))
    if contact.is_late:
        about.append(material.say("late"))
    yield Paragraph.of(strong(" · ".join(about)))
    for label, value in one.sections:
        if value:
            yield Paragraph.of(strong(label), " ", value)
    used = [
        material.say("used", technique=_technique(d.technique, material.language), dose=d.dose)
        for d in one.delivered
    ]
    if used:
        yield Bullets.of(*used)


def _technique(code: str, language: str) -> str:
    known = techniques().get(code)
    return known.name.said_in(language) if known else code


def _resources(material: CaseMaterial) -> Iterator[Block]:
    if not material.links:
        return
    rows = tuple(
        (
            line.link.resource.name,
            line.status,
            "; ".join(
                f"{shown(event.on, material.language)} {said}" for event, said, _ in line.events
            ),
        )
        for line in material.links
    )
    heads = ("resource", "status", "course")
    yield Heading(2, material.say("head.resources"))
    yield Table(
        material.say("table.resources"),
        tuple(Column(material.say(f"table.{head}")) for head in heads),
        rows,
    )


def _information(material: CaseMaterial) -> Iterator[Block]:
    given = [
        material.say(
            "information",
            day=one.on,
            title=one.item.title,
            source=one.item.source,
            reviewed=one.item.reviewed_on,
        )
        for one in material.information
    ]
    if given:
        yield Heading(2, material.say("head.information"))
        yield Bullets.of(*given)
