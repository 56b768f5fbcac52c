"""What was found: the matrix with its evidence, what people said, needs and formulation."""

from collections.abc import Iterator

from kithwork.catalogue.support import sources, thresholds
from kithwork.catalogue.words import shown
from kithwork.core.support.matrix import Matrix
from kithwork.core.support.quilt import quilt_of
from kithwork.documents.case_report.material import CaseMaterial
from kithwork.documents.case_report.pieces import fields, paper, silence
from kithwork.documents.charts.ecomap import ecomap_alternative, ecomap_svg
from kithwork.documents.charts.quilt import Size, quilt_alternative, quilt_svg
from kithwork.documents.report import Block, Bullets, Column, Figure, Heading, Paragraph, Table
from kithwork.documents.report.blocks import Quote, strong


def assessment(material: CaseMaterial) -> Iterator[Block]:
    """Yield the first matrix, evidence, needs, problems, and the written assessment."""
    yield Heading(2, material.say("head.matrix"))
    yield from matrix(material)
    yield Heading(2, material.say("head.evidence"))
    yield from evidence(material)
    for observed in material.papers.get("observation", ()):
        yield Heading(2, material.say("head.observation", day=observed.record.on))
        yield from fields(observed.lines)
    yield Heading(2, material.say("head.needs"))
    yield from needs(material)
    yield Heading(2, material.say("head.formulation"))
    yield from paper(material, "assessment")


def matrix(material: CaseMaterial) -> Iterator[Block]:
    """Yield the quilt of the first occasion and what the student said of each function."""
    support = material.outcome.support
    if support is None:
        yield silence(material, "no.matrix")
        return
    day = support.before_at.on
    yield quilt_figure(material, support.before, material.say("quilt.at", day=day))
    told = material.assessment.now if not material.assessment.earlier else None
    first = material.assessment.earlier[0] if material.assessment.earlier else told
    if first is None:
        return
    for function in first.functions:
        said = material.say("function.says", function=function.label, word=function.word)
        yield Paragraph.of(strong(said), _left_out(material, function.left_out))
        if function.her_words:
            yield Quote(function.her_words)


def quilt_figure(material: CaseMaterial, of: Matrix, caption: str) -> Figure:
    """Return a matrix as the quilt, with its text alternative."""
    quilt = quilt_of(of, thresholds=thresholds(), order=sources())
    language = material.language
    return Figure(
        quilt_svg(quilt, size=Size.PRINT, language=language),
        alternative=quilt_alternative(quilt, language),
        caption=caption,
    )


def evidence(material: CaseMaterial) -> Iterator[Block]:
    """Yield interview, scale and observation as they hang on the matrix, and the talk cards."""
    found = material.assessment.evidence
    if not found:
        yield silence(material, "no.evidence")
        return
    rows = tuple(
        (
            shown(one.row.on, material.language),
            one.kind,
            one.informant,
            one.words or one.scale,
            "; ".join(one.places),
        )
        for one in found
    )
    heads = ("day", "kind", "informant", "words", "places")
    columns = tuple(
        Column(material.say(f"table.{head}"), share=5 if head == "words" else 2) for head in heads
    )
    yield Table(material.say("table.evidence"), columns, rows)
    for talk in material.assessment.talks:
        title = material.say("talk", person=talk.person, day=talk.row.on)
        yield Paragraph.of(strong(f"{talk.card}: {title}"))
        yield Bullets.of(*(f"{asked}: {said}" for asked, said in talk.lines if said))


def needs(material: CaseMaterial) -> Iterator[Block]:
    """Yield problems in the student's words, and needs with both ranks and their status."""
    for problem in material.assessment.problems:
        words = [value for value in problem.words.values() if value]
        if words:
            yield Paragraph.of("\n".join(words))
    rows = tuple(
        (
            one.label,
            one.functions,
            _rank(one.version.rank_client),
            _rank(one.version.rank_worker),
            one.status,
        )
        for one in material.outcome.needs
    )
    if not rows:
        yield silence(material, "no.needs")
        return
    heads = ("need", "function", "rank_client", "rank_worker", "status")
    columns = tuple(
        Column(material.say(f"table.{head}"), share=4 if head == "need" else 2) for head in heads
    )
    yield Table(material.say("table.needs"), columns, rows)


def ecomap(material: CaseMaterial) -> Iterator[Block]:
    """Yield the first and the latest ecomap, and what changed between them."""
    drawn = material.ecomaps[:1] + material.ecomaps[1:][-1:]
    for one in drawn:
        alternative = ecomap_alternative(one) or material.say("ecomap.alone")
        yield Figure(
            ecomap_svg(
                one, name=material.name, alternative=alternative, language=material.language
            ),
            alternative=alternative,
            caption=material.say("ecomap.at", day=one.row.on),
            width=0.7,
        )
    if material.ecomap_changes:
        yield Bullets.of(*material.ecomap_changes)
    if not drawn:
        yield silence(material, "no.ecomap")


def _left_out(material: CaseMaterial, reason: str) -> str:
    return " " + material.say("function.left_out", reason=reason) if reason else ""


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)
