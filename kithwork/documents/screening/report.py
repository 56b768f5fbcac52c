"""The report of a screening: what was found first, then how, then what it cannot say.

Each finding is a sentence and a table. The report carries no names and no small numbers, so that
it can be laid before a principal or a funder; lists of students stand in files of their own. One
model serves page, Word, PDF and JSON.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from kithwork import __version__
from kithwork.catalogue.words import say
from kithwork.cohort.screening.result import Screening
from kithwork.cohort.screening.rules import ScreeningRules
from kithwork.documents.report import Block, Callout, CalloutKind, Report
from kithwork.documents.screening import findings, method
from kithwork.documents.screening.page import Page


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the report says of the file: what people call it, and how many rows it has."""

    name: str
    rows: int


def screening_report(
    screening: Screening,
    rules: ScreeningRules,
    *,
    file: FileFacts,
    language: str,
    made_on: dt.date,
) -> Report:
    """Compose the report in `language` ("en" or "zh-Hans")."""
    page = Page(screening, rules, language)
    return Report(
        title=page.say("screening.report.title"),
        subtitle=page.say(
            "screening.report.subtitle", n=len(screening), source=file.name, day=screening.as_of
        ),
        language=language,
        made_on=made_on,
        versions=page.say(
            "screening.report.versions", version=__version__, digest=digest_of(screening)
        ),
        confidentiality=page.say("screening.report.confidential"),
        blocks=tuple(_blocks(page, file)),
    )


def digest_of(screening: Screening) -> str:
    """Return one short digest over the ids, versions and contents of all rules applied."""
    lines = sorted(" ".join(entry) for entry in screening.entries)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _blocks(page: Page, file: FileFacts) -> Iterator[Block]:
    yield from findings.in_short(page)
    if page.is_too_small:
        policy = page.rules.policy
        too_few = say("screening.too_few", page.language, smallest=policy.smallest_filter)
        yield Callout.of(CalloutKind.WARNING, too_few)
    else:
        yield from findings.needs(page)
        yield from findings.groups(page)
        yield from findings.bands(page)
        yield from findings.lists(page)
        yield from findings.support(page)
        yield from findings.scales(page)
        yield from findings.measured(page)
        yield from findings.left_behind(page)
    yield from method.how(page, name=file.name, rows=file.rows)
    yield from method.limits(page)
