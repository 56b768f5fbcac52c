"""The report of a school's needs from what is recorded: findings, how, and what it cannot say.

Each finding is a sentence, a chart and a table, as in the report of a screened file, and the
numbers are those of Know: small ones hidden, no names. Alerts and lists of students are not in it.
"""

import datetime as dt
from collections.abc import Iterator

from kithwork import __version__
from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.documents.needs.chosen import most_frequent_of, needs_of_choice
from kithwork.documents.needs.fairness import fairness, held_back
from kithwork.documents.needs.marks import marks, marks_told
from kithwork.documents.needs.material import Material
from kithwork.documents.needs.response import response
from kithwork.documents.needs.supply import supply_beside_need
from kithwork.documents.questionnaires import answers_of, quality
from kithwork.documents.report import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Column,
    Facts,
    Heading,
    Paragraph,
    Report,
    Table,
    number,
)
from kithwork.documents.screening import figures, findings
from kithwork.documents.screening.method import not_asked
from kithwork.documents.screening.page import Page
from kithwork.documents.screening.report import digest_of
from kithwork.needs.queries.counts import Counts
from kithwork.needs.school import SchoolNeeds
from kithwork.surveys.measured import measured


def needs_report(material: Material, *, language: str, made_on: dt.date) -> Report:
    """Compose the report in `language` ("en" or "zh-Hans")."""
    needs = material.needs
    page = Page(needs.screening, needs.here.rules, language)
    school = needs.school.name_in(language)
    day = needs.screening.as_of
    return Report(
        title=page.say("screening.report.title"),
        subtitle=page.say("know.report.subtitle", school=school, day=day),
        language=language,
        made_on=made_on,
        versions=page.say(
            "screening.report.versions", version=__version__, digest=digest_of(needs.screening)
        ),
        confidentiality=page.say("screening.report.confidential"),
        blocks=tuple(_blocks(page, material)),
    )


def _blocks(page: Page, material: Material) -> Iterator[Block]:
    needs = material.needs
    yield Heading(1, page.say("screening.head.short"))
    refused = _refused(page, material)
    if refused:
        yield Callout.of(CalloutKind.WARNING, refused)
    elif material.counts and material.is_part:
        yield from _of_a_choice(page, material, material.counts)
    else:
        yield from _in_short(page)
        yield from response(material.flows, page.language)
        if page.screening.needs_judged:
            yield from _needs(page, material)
        yield from supply_beside_need(material.picture, page.language)
        yield from marks(needs, page.language)
        yield from findings.left_behind(page)
        yield from _measured(page, needs)
    yield from _how(page, material)
    yield from _limits(page)


def _of_a_choice(page: Page, material: Material, counts: Counts) -> Iterator[Block]:
    """A part of the students, or what one survey heard: what Know shows of it."""
    told = [most_frequent_of(counts, page.language)]
    if counts.chosen:
        told.insert(0, page.say("know.report.of", chosen=counts.chosen))
    yield Bullets.of(*told, page.say("know.report.alerts"))
    yield from response(material.flows, page.language)
    yield from needs_of_choice(counts, page.language)
    yield from supply_beside_need(material.picture, page.language)
    if not counts.selection.groups:
        yield from marks_told(counts.marks, page.language)


def _refused(page: Page, material: Material) -> str:
    """Why no number is shown at all; empty where numbers are."""
    if material.is_small_class:
        return page.say("know.class_too_small")
    if page.is_too_small:
        return page.say("screening.too_few", smallest=page.rules.policy.smallest_filter)
    return material.counts.refused if material.counts else ""


def _in_short(page: Page) -> Iterator[Block]:
    if page.screening.needs_judged:
        told = (findings.most_frequent(page), _judged(page), page.say("know.report.alerts"))
        yield Bullets.of(*told)
    else:
        yield Paragraph.of(page.say("know.report.nothing"))


def _needs(page: Page, material: Material) -> Iterator[Block]:
    yield from findings.needs(page)
    yield from findings.groups(page)
    if material.held_back:
        yield Paragraph.of(held_back(material, page.language))
    yield from findings.bands(page)
    yield from fairness(material, page.language)
    yield from _lists(page)


def _judged(page: Page) -> str:
    judged, every = len(page.screening.needs_judged), len(page.screening.needs)
    return page.say("know.report.judged", judged=judged, all=every)


def _lists(page: Page) -> Iterator[Block]:
    """How many stand on each list that could be answered for anybody."""
    told = [flag for flag in page.screening.flags if flag.unknown < page.n]
    if not told:
        return
    rows = []
    for flag in told:
        counts = [flag.found, page.n - flag.found - flag.unknown, flag.unknown]
        on_it, _, unknown = figures.parts(counts, page.rules.policy)
        rows.append((page.text(flag.label), on_it, unknown))
    yield Heading(1, page.say("screening.head.lists"))
    yield Table(
        page.say("screening.table.lists"),
        (
            Column(page.say("screening.table.list"), share=8),
            number(page.say("screening.table.on_list")),
            number(page.say("screening.table.unknown")),
        ),
        tuple(rows),
    )


def _measured(page: Page, needs: SchoolNeeds) -> Iterator[Block]:
    """How well each questionnaire measured that enough of the students filled in."""
    for one in measured(needs.members):
        if one.forms < questionnaire_rules().fewest_forms:
            continue
        answers = answers_of(one, language=page.language)
        yield from quality(answers, level=1, policy=page.rules.policy, language=page.language)


def _how(page: Page, material: Material) -> Iterator[Block]:
    needs = material.needs
    yield Heading(1, page.say("screening.head.method"))
    rules = page.rules
    counted = page.say(
        "screening.method.rules_count",
        needs=len(rules.needs),
        flags=len(rules.flags),
        definitions=len(rules.left_behind),
    )
    forms = page.joined(_forms(needs)) or page.say("screening.method.no_instrument")
    counts = material.counts
    chosen = counts.chosen if counts else ""
    yield Facts.of(
        (page.say("know.report.school"), needs.school.name_in(page.language)),
        (page.say("know.report.chosen"), chosen or page.say("know.report.chosen.everybody")),
        (page.say("screening.method.as_of"), page.screening.as_of.isoformat()),
        (page.say("screening.method.instrument"), forms),
        (page.say("screening.method.rules"), counted),
    )
    if needs.campaign:
        yield Paragraph.of(page.say("know.report.by_campaign"))
    if counts and counts.selection.groups:
        yield Paragraph.of(page.say("know.report.part"))
    yield Paragraph.of(page.say("screening.method.severity"))
    largest = rules.policy.smallest_shown - 1
    yield Paragraph.of(page.say("screening.method.small", largest=largest))


def _forms(needs: SchoolNeeds) -> list[str]:
    """The questionnaires that these students filled in, by their codes."""
    return sorted({one.instrument.code for one in measured(needs.members)})


def _limits(page: Page) -> Iterator[Block]:
    yield Heading(1, page.say("screening.head.limits"))
    sentences = [page.say("screening.limit.not_diagnosis")]
    unseen = not_asked(page)
    if unseen:
        told = page.say("screening.joined").join(unseen)
        sentences.append(page.say("know.report.not_asked", needs=told))
    sentences += [page.say(f"screening.limit.{name}") for name in ("person", "ours")]
    yield Callout.of(CalloutKind.LIMIT, Bullets.of(*sentences))
