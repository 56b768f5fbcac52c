"""The report of a school's needs from what is recorded: findings, how, and what it cannot say.

Each finding is a sentence and a table, as in the report of a screened file, and the numbers are
those of Know: small ones hidden, no names. Alerts and lists of students are not in it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from kithwork import __version__
from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.catalogue.words import say
from kithwork.core.text import Text
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
from kithwork.needs.school import SchoolNeeds
from kithwork.surveys.measured import measured


def needs_report(
    needs: SchoolNeeds, *, language: str, made_on: dt.date, held_back: Sequence[Text] = ()
) -> Report:
    """Compose the report in `language` ("en" or "zh-Hans").

    `held_back` are the breakdowns that are left out, because of what was shown before.
    """
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
        blocks=tuple(_blocks(page, needs, held_back)),
    )


def _blocks(page: Page, needs: SchoolNeeds, held_back: Sequence[Text]) -> Iterator[Block]:
    yield Heading(1, page.say("screening.head.short"))
    if page.is_too_small:
        smallest = page.rules.policy.smallest_filter
        yield Callout.of(
            CalloutKind.WARNING, say("screening.too_few", page.language, smallest=smallest)
        )
    elif not page.screening.needs_judged:
        yield Paragraph.of(page.say("know.report.nothing"))
    else:
        yield Bullets.of(
            findings.most_frequent(page), _judged(page), page.say("know.report.alerts")
        )
        yield from findings.needs(page)
        yield from findings.groups(page)
        if held_back:
            named = page.joined([page.text(label) for label in held_back])
            yield Paragraph.of(page.say("know.report.held_back", groups=named))
        yield from findings.bands(page)
        yield from _lists(page)
        yield from findings.support(page)
        yield from findings.left_behind(page)
        yield from _measured(page, needs)
    yield from _how(page, needs)
    yield from _limits(page)


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


def _how(page: Page, needs: SchoolNeeds) -> Iterator[Block]:
    yield Heading(1, page.say("screening.head.method"))
    rules = page.rules
    counted = page.say(
        "screening.method.rules_count",
        needs=len(rules.needs),
        flags=len(rules.flags),
        definitions=len(rules.left_behind),
    )
    forms = page.joined(_forms(needs)) or page.say("screening.method.no_instrument")
    yield Facts.of(
        (page.say("know.report.school"), needs.school.name_in(page.language)),
        (page.say("screening.method.as_of"), page.screening.as_of.isoformat()),
        (page.say("screening.method.instrument"), forms),
        (page.say("screening.method.rules"), counted),
    )
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
