"""How the case began: who she is, who turned to us, what was hoped for, who agreed to what."""

from collections.abc import Iterator

from kithwork.catalogue.words import say, shown
from kithwork.documents.case_report.material import CaseMaterial
from kithwork.documents.case_report.pieces import paper, silence
from kithwork.documents.report import Block, Bullets, Facts


def background(material: CaseMaterial) -> Iterator[Block]:
    """Yield what the reader needs to know before the story: no name but the report's."""
    known = [
        (material.say("fact.name"), material.name),
        (material.say("fact.number"), material.case.number),
        (material.say("fact.sex"), material.sex),
        (material.say("fact.grade"), material.grade),
        (material.say("fact.received"), shown(material.case.received_on, material.language)),
        (material.say("fact.status"), _status(material)),
        (material.say("fact.left_behind"), "; ".join(material.left_behind)),
    ]
    yield Facts.of(*((label, value) for label, value in known if value))
    service = material.service
    yield Facts.of(
        (material.say("service.contacts"), str(service.contacts)),
        (material.say("service.sessions"), str(service.sessions)),
        (material.say("service.visits"), str(service.visits)),
        (material.say("service.hours"), shown(service.hours, material.language)),
    )


def intake(material: CaseMaterial) -> Iterator[Block]:
    """Yield enquiry, intake and agreement as they were written."""
    for kind in ("enquiry", "intake", "agreement"):
        yield from paper(material, kind)


def consent(material: CaseMaterial) -> Iterator[Block]:
    """Yield the steps of the case with their days."""
    steps = [
        material.say(
            "step",
            day=step.on,
            stage=say(f"casework.status.{step.to}", material.language),
        )
        for step in material.steps
    ]
    yield Bullets.of(*steps) if steps else silence(material, "no.steps")


def _status(material: CaseMaterial) -> str:
    return say(f"casework.status.{material.case.status}", material.language)
