"""Reads the talk guides of our own and the words for feelings.

A guide is a few sentences to go through with one person, at the start and at the end. It is no
test: nothing is summed. An item may name the survey question with the same sentence; the loader
refuses a wording that differs from it, so that an answer given there holds here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.catalogue.techniques import techniques
from kithwork.core.text import Text

SURVEY = "student-support"
PERSONS = ("client", "mother", "father", "grandmother", "grandfather", "teacher", "other")
STEPS = 5  # "not true" … "quite true", 0–4, as the survey's own options say them
TONES = ("pleasant", "mixed", "hard")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideItem:
    """A sentence; `survey` is the question of the student survey that is worded alike."""

    code: str
    says: Text
    survey: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A talk guide, for which technique and with whom."""

    entry: Entry
    title: Text
    lead: Text
    technique: str
    persons: tuple[str, ...]
    caution: Text
    items: tuple[GuideItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeling:
    """A word for a feeling and its tone."""

    entry: Entry
    tone: str
    label: Text


@cache
def guides() -> Mapping[str, Guide]:
    """Return the guides by id."""
    read = map(read_guide, entries_of(read_catalogue("guides/talks.yaml")))
    return {one.entry.id: one for one in read}


@cache
def feelings() -> Mapping[str, Feeling]:
    """Return the words for feelings by id, the pleasant first."""
    read = map(_feeling, entries_of(read_catalogue("guides/feelings.yaml")))
    return {one.entry.id: one for one in read}


@cache
def steps() -> tuple[Text, ...]:
    """Return the answers to an item, 0 first, in the survey's own words."""
    first = next(iter(guides().values())).items[0]
    assert first.survey is not None
    return _asked()[first.survey].options


def read_guide(node: Node) -> Guide:
    """Read one guide."""
    head, fields = entry(
        node, required=("title", "lead", "technique", "persons", "caution", "items")
    )
    return Guide(
        entry=head,
        title=fields["title"].text(),
        lead=fields["lead"].text(),
        technique=fields["technique"].string(among=tuple(techniques())),
        persons=fields["persons"].strings(among=PERSONS, at_least=1),
        caution=fields["caution"].text(),
        items=tuple(map(_item, fields["items"].items(at_least=1))),
    )


@dataclass(frozen=True, slots=True)
class _Question:
    ask: Text
    options: tuple[Text, ...]


def _asked() -> Mapping[str, _Question]:
    """Return the survey's questions of the same five answers, by id."""
    questionnaire = instruments()[SURVEY].questionnaire
    assert questionnaire is not None  # it is our own, with its questions
    return {
        question.id: _Question(question.ask, tuple(one.label for one in question.options))
        for question in questionnaire.questions()
        if len(question.options) == STEPS and question.id.rpartition("_")[2].isdigit()
    }


def _item(node: Node) -> GuideItem:
    fields = node.mapping(required=("id", "says"), optional=("survey",))
    item = GuideItem(
        code=fields["id"].string(),
        says=fields["says"].text(),
        survey=fields.maybe("survey", lambda one: one.string(among=tuple(_asked())), None),
    )
    if item.survey is not None and _asked()[item.survey].ask != item.says:
        raise node.error("planning.catalogue.worded_otherwise", question=item.survey)
    return item


def _feeling(node: Node) -> Feeling:
    head, fields = entry(node, required=("tone", "label"))
    tone = fields["tone"].string(among=TONES)
    return Feeling(entry=head, tone=tone, label=fields["label"].text())
