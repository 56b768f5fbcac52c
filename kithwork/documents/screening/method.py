"""How a screening was done, and what it cannot say."""

from collections.abc import Iterator

from kithwork.documents.report import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Facts,
    Heading,
    Paragraph,
)
from kithwork.documents.screening.page import Page


def how(page: Page, *, name: str, rows: int) -> Iterator[Block]:
    """Yield the file, the day, the questionnaire, and how severity comes about."""
    yield Heading(1, page.say("screening.head.method"))
    rules = page.rules
    counted = page.say(
        "screening.method.rules_count",
        needs=len(rules.needs),
        flags=len(rules.flags),
        definitions=len(rules.left_behind),
    )
    yield Facts.of(
        (page.say("screening.method.source"), name),
        (page.say("screening.method.rows"), str(rows)),
        (page.say("screening.method.students"), str(page.n)),
        (page.say("screening.method.as_of"), page.screening.as_of.isoformat()),
        (page.say("screening.method.instrument"), _instrument(page)),
        (page.say("screening.method.rules"), counted),
    )
    yield Paragraph.of(page.say("screening.method.severity"))
    if any(name.startswith("marks.z") for name in page.screening.facts.column_names):
        yield Paragraph.of(page.say("screening.method.marks"))
    largest = rules.policy.smallest_shown - 1
    yield Paragraph.of(page.say("screening.method.small", largest=largest))


def limits(page: Page) -> Iterator[Block]:
    """Yield what the numbers do not say."""
    yield Heading(1, page.say("screening.head.limits"))
    if _is_unvalidated(page):
        yield Callout.of(CalloutKind.WARNING, page.say("screening.limit.unvalidated"))
    unseen = not_asked(page)
    sentences = [page.say("screening.limit.not_diagnosis")]
    if unseen:
        needs = page.say("screening.joined").join(unseen)
        sentences.append(page.say("screening.limit.not_asked", needs=needs))
    sentences += [page.say(f"screening.limit.{name}") for name in ("person", "ours", "records")]
    yield Callout.of(CalloutKind.LIMIT, Bullets.of(*sentences))


def not_asked(page: Page) -> list[str]:
    """Return the needs that nobody was asked about: a group where that is all of it, else each."""
    computed = [need for need in page.screening.needs if need.rule.definition.evidence]
    told = []
    for group in dict.fromkeys(need.rule.definition.group for need in computed):
        of_group = [need for need in computed if need.rule.definition.group == group]
        absent = [page.text(need.rule.label) for need in of_group if not need.judged]
        name = page.say(f"needs.group.{group}")
        if len(absent) == len(of_group):
            told.append(name)
        elif absent:
            needs = page.joined(absent)
            told.append(page.say("screening.limit.of_group", group=name, needs=needs))
    return told


def _instrument(page: Page) -> str:
    if page.screening.instrument is None:
        return page.say("screening.method.no_instrument")
    return page.text(page.screening.instrument.instrument.title)


def _is_unvalidated(page: Page) -> bool:
    used = page.screening.instrument
    return used is not None and not used.instrument.is_validated
