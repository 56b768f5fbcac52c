"""The family in a case report: the first and the latest genogram, and what changed between them."""

from collections.abc import Iterator

from kithwork.documents.case_report.material import CaseMaterial
from kithwork.documents.case_report.pieces import silence
from kithwork.documents.charts.genogram import genogram_alternative, genogram_svg
from kithwork.documents.report import Block, Bullets, Figure, Paragraph

_PAPER = 900.0  # so wide a drawing takes the whole width of the page


def genogram(material: CaseMaterial) -> Iterator[Block]:
    """Yield the pictures, how they are read, and the changes in words."""
    drawn = material.genograms[:1] + material.genograms[1:][-1:]
    for one in drawn:
        alternative = genogram_alternative(one)
        yield Figure(
            genogram_svg(one, alternative=alternative),
            alternative=alternative,
            caption=material.say("genogram.at", day=one.on),
            width=min(1.0, max(0.5, one.width / _PAPER)),
        )
    if drawn:
        yield Paragraph.of(material.say("genogram.legend"))
    else:
        yield silence(material, "no.genogram")
    if material.genogram_changes:
        yield Bullets.of(*material.genogram_changes)
