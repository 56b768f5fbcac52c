"""How it ended and what was learned: closing, follow-ups, needs still open, practice summary."""

from collections.abc import Iterator

from kithwork.catalogue.words import say
from kithwork.documents.case_report.material import CaseMaterial
from kithwork.documents.case_report.pieces import fields, listed, paper, silence
from kithwork.documents.report import Block, Bullets, Heading, Paragraph
from kithwork.documents.report.blocks import SignatureLines, strong


def closing(material: CaseMaterial) -> Iterator[Block]:
    """Yield the closing, what is still open, and each follow-up."""
    yield from paper(material, "closure")
    unmet = [f"{one.label}: {one.status}" for one in material.outcome.unmet]
    if unmet:
        yield Paragraph.of(strong(material.say("unmet")))
        yield Bullets.of(*unmet)
    for one in material.papers.get("follow_up", ()):
        yield Heading(2, material.say("head.follow_up", day=one.record.on))
        yield from fields(one.lines)
    planned = [
        material.say(
            "follow_up.state",
            day=one.due_on,
            state=say(f"casework.follow_up.{one.state}", material.language),
        )
        for one in material.outcome.follow_ups
    ]
    yield from listed(planned)


def learned(material: CaseMaterial) -> Iterator[Block]:
    """Yield the practice summary and its lessons; the private reflection is not here."""
    yield from paper(material, "practice_summary")
    for one in material.lessons:
        yield Paragraph.of(one.words)
        if one.limits:
            yield Paragraph.of(strong(material.say("lesson.limits")), " ", one.limits)


def signatures(material: CaseMaterial) -> Iterator[Block]:
    """Yield what is still unsigned, and lines to sign on."""
    missing = [f"{title}: {part}" for title, part in material.unsigned]
    if missing:
        yield Paragraph.of(strong(material.say("unsigned")))
        yield Bullets.of(*missing)
    elif not material.steps:
        yield silence(material, "no.steps")
    yield SignatureLines(
        tuple(material.say(f"signs.{part}") for part in ("client", "worker", "supervisor"))
    )
