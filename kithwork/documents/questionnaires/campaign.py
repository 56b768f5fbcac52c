"""The questionnaire of one campaign: its quality, for a page and for a file."""

from collections.abc import Iterator

from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.catalogue.words import say
from kithwork.documents.questionnaires.answers import answers_of
from kithwork.documents.questionnaires.section import quality
from kithwork.documents.report import Block, Paragraph
from kithwork.surveys.measured import measured_in
from kithwork.surveys.models import Campaign


def campaign_quality(campaign: Campaign, *, language: str) -> tuple[Block, ...]:
    """Return the section of each kind of form, or the sentence that there is none yet."""
    blocks = tuple(_sections(campaign, language))
    return blocks or (Paragraph.of(say("quality.page.nothing", language)),)


def _sections(campaign: Campaign, language: str) -> Iterator[Block]:
    policy = disclosure_entry().policy
    for one in measured_in(campaign):
        answers = answers_of(one, language=language)
        yield from quality(answers, level=1, policy=policy, language=language)
