"""The case report as a whole, in one language and one layout, under the report name."""

from collections.abc import Iterator

from django.utils import translation

from kithwork import __version__
from kithwork.access.models import User
from kithwork.casework.models import Case
from kithwork.documents.case_report.layouts import LAYOUTS
from kithwork.documents.case_report.material import CaseMaterial, material_of
from kithwork.documents.report import Block, Heading, Report


def case_report(user: User, case: Case, *, language: str, layout: str = "practice") -> Report:
    """Compose the report of a case for a reader who may see it; see `LAYOUTS` for the layouts."""
    with translation.override(language):
        material = material_of(user, case, language=language)
        return Report(
            title=material.say("title", name=material.name),
            subtitle=material.say("subtitle", number=case.number, day=material.on),
            language=language,
            made_on=material.on,
            versions=material.say("versions", version=__version__),
            confidentiality=material.say("confidential"),
            blocks=tuple(_blocks(material, layout)),
        )


def _blocks(material: CaseMaterial, layout: str) -> Iterator[Block]:
    for part in LAYOUTS[layout]:
        blocks = [block for section in part.sections for block in section(material)]
        if blocks:
            yield Heading(1, material.say(part.head))
            yield from blocks
