"""What came of it: support, goals, scales, series, work planned and done, where she went."""

from collections.abc import Iterator

from kithwork.access.models import School
from kithwork.catalogue.support import functions
from kithwork.catalogue.words import say, shown
from kithwork.core.support.functions import Function
from kithwork.documents.case_report.assessing import quilt_figure
from kithwork.documents.case_report.material import CaseMaterial
from kithwork.documents.case_report.pieces import listed, paper
from kithwork.documents.cells import Mark
from kithwork.documents.charts.phases import ChartWords
from kithwork.documents.report import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Column,
    Facts,
    Heading,
    Paragraph,
    Table,
    number,
)
from kithwork.documents.single_case.section import series_section
from kithwork.evaluation.outcome import Measured


def results(material: CaseMaterial) -> Iterator[Block]:
    """Yield each kind of result that there is, with what may be said of it."""
    yield from _support(material)
    yield from _goals(material)
    yield from _scales(material)
    yield from _series(material)
    yield from _doses(material)
    yield from _admission(material)
    yield from _said(material)
    missing = [say(reason, material.language) for reason in material.outcome.missing]
    if missing:
        yield Callout.of(CalloutKind.LIMIT, Bullets.of(*missing))


def _support(material: CaseMaterial) -> Iterator[Block]:
    support = material.outcome.support
    if support is None or support.after is None or support.after_at is None:
        return
    yield Heading(2, material.say("head.support_changed"))
    yield quilt_figure(material, support.before, material.say("quilt.at", day=support.before_at.on))
    yield quilt_figure(material, support.after, material.say("quilt.at", day=support.after_at.on))
    yield from listed(support.told)
    yield from listed(material.outcome.claims)


def _goals(material: CaseMaterial) -> Iterator[Block]:
    attained = material.outcome.attainment
    if attained is None:
        return
    yield Heading(2, material.say("head.goals_reached"))
    rows = tuple(
        (
            material.say("goal.number", n=one.name),
            Mark.NOT_ASKED if one.baseline is None else one.baseline,
            Mark.NOT_ASKED if one.achieved is None else one.achieved,
            one.weight,
        )
        for one in attained.goals
    )
    yield Table(
        material.say("table.goals"),
        (
            Column(material.say("table.goal")),
            number(material.say("table.baseline")),
            number(material.say("table.reached")),
            number(material.say("table.weight")),
        ),
        rows,
        note=material.say("goals.note"),
    )
    if attained.t_achieved is not None and attained.t_baseline is not None:
        yield Paragraph.of(
            material.say(
                "goals.t", before=f"{attained.t_baseline:.1f}", after=f"{attained.t_achieved:.1f}"
            )
        )


def _scales(material: CaseMaterial) -> Iterator[Block]:
    scales = material.outcome.scales
    if not scales:
        return
    yield Heading(2, material.say("head.scales"))
    rows = tuple(
        (
            f"{one.title}: {one.label}",
            Mark.NOT_COMPUTED if one.compared.before is None else one.compared.before,
            Mark.NOT_COMPUTED if one.compared.now is None else one.compared.now,
            one.verdict
            or material.say("scales.unvalidated" if not one.is_validated else "scales.none"),
            one.population or "–",
        )
        for one in scales
    )
    yield Table(
        material.say("table.scales"),
        (
            Column(material.say("table.scale"), share=4),
            number(material.say("table.before"), decimals=1),
            number(material.say("table.after"), decimals=1),
            Column(material.say("table.verdict"), share=3),
            Column(material.say("table.population"), share=3),
        ),
        rows,
    )
    yield from listed(dict.fromkeys(one.note for one in scales))


def _series(material: CaseMaterial) -> Iterator[Block]:
    for one in material.outcome.measured:
        if not one.points:
            continue
        yield Heading(2, material.say("head.series", name=one.name))
        yield from _one_series(material, one)
        yield from listed((one.chosen, one.p if one.p.startswith("p =") else ""))


def _one_series(material: CaseMaterial, one: Measured) -> Iterator[Block]:
    if one.reading is not None:
        words = ChartWords(time=material.say("series.time"), measure=one.name, has_dates=True)
        yield from series_section(
            material.name, one.reading, words=words, language=material.language
        )
        return
    yield Table(
        material.say("table.series"),
        (Column(material.say("table.day")), number(material.say("table.value"), decimals=2)),
        tuple(
            (
                shown(point.on, material.language),
                Mark.NOT_ASKED if point.value is None else point.value,
            )
            for point in one.points
        ),
    )


def _doses(material: CaseMaterial) -> Iterator[Block]:
    planned, given = (
        material.outcome.planned_by_function,
        material.outcome.delivered_by_function,
    )
    codes = [f for f in Function if planned.get(f.value) or given.get(f.value)]
    if not codes:
        return
    yield Heading(2, material.say("head.doses"))
    yield Table(
        material.say("table.doses"),
        (
            Column(material.say("table.function")),
            number(material.say("table.planned")),
            number(material.say("table.delivered")),
        ),
        tuple(
            (
                functions()[f].short.said_in(material.language),
                planned.get(f.value, 0),
                given.get(f.value, 0),
            )
            for f in codes
        ),
    )


def _admission(material: CaseMaterial) -> Iterator[Block]:
    found = material.outcome.admitted
    if found is None:
        return
    at = ".college" if material.case.school.kind == School.Kind.COLLEGE else ""
    yield Heading(2, material.say("head.admission"))
    met = {True: "yes", False: "no", None: "open"}[found.is_aim_met]
    known = [
        (material.say(f"admission.aim{at}"), found.aim),
        (material.say("admission.points"), "" if found.points is None else f"{found.points:g}"),
        (material.say("admission.line"), "" if found.line is None else f"{found.line:g}"),
        (material.say(f"admission.to{at}"), found.admitted_to),
        (material.say("admission.met"), material.say(f"admission.met.{met}")),
    ]
    yield Facts.of(*((label, value) for label, value in known if value))


def _said(material: CaseMaterial) -> Iterator[Block]:
    yield Heading(2, material.say("head.said"))
    yield from paper(material, "evaluation")
