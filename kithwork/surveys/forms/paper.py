"""One form keyed in from paper: a row of keys for each item, and what belongs to the paper.

Each item is a row of choices with its key beside it, so that one digit answers it at the keyboard
and one touch on a phone, and a number that the item does not have cannot be typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School
from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.catalogue.support import functions
from kithwork.core.questionnaires import Question, QuestionKind
from kithwork.core.scales import KeyedItem, Option
from kithwork.core.support.functions import Function
from kithwork.core.text import Text
from kithwork.safety.forms import SpeakerField
from kithwork.surveys.filling import Filled, further_questions
from kithwork.surveys.forms.strip import UNANSWERED, StripForm, language, raw


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """One answer: what is sent, the key that chooses it, its words, and whether it is chosen."""

    value: str
    key: str
    label: str | Promise
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the grid."""

    id: str
    name: str
    tag: Text
    answers: tuple[AnswerKey, ...]

    @property
    def has_words(self) -> bool:
        """Whether the answers stand in words beside their keys."""
        return any(answer.label for answer in self.answers if answer.key != UNANSWERED)


def speaker_field(school: School) -> SpeakerField:
    """Return the field for who speaks to the student, where an answer asks for it."""
    return SpeakerField(
        school,
        required=False,
        label=_("Who speaks with the student?"),
        empty_label=_("– nobody named yet –"),
    )


class PaperForm(StripForm):
    """The strip, the items, further questions, and who speaks to the student if need be."""

    def __init__(
        self,
        entry: InstrumentEntry,
        *args: Any,
        school: School | None = None,
        is_correction: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(entry, *args, **options)
        for item in entry.instrument.items:
            self.fields[_name(item.id)] = forms.CharField(required=False, max_length=40)
        for question in further_questions(entry):
            self.fields[_more(question.id)] = _further(question)
        if school is not None:
            self.fields["speaker"] = speaker_field(school)
        if is_correction:
            self.fields["reason"] = forms.CharField(
                label=_("Why is the earlier form corrected?"), max_length=200
            )

    def filled(self) -> Filled:
        """Return what stands on the paper, as far as it is typed."""
        answers = {name: raw(self[_name(name)].value()) for name in self.grid_key.items}
        return self.filled_with(answers, more=dict(self._further_typed()))

    def rows(self) -> Iterator[ItemRow]:
        """Give the rows of the grid, in the order of the paper."""
        for item in self.grid_key.items.values():
            name = _name(item.id)
            chosen = str(self[name].value() or "")
            tag = self.beside.asks.get(item.id, item.item.tag)
            yield ItemRow(item.id, name, tag, tuple(answer_keys(item, chosen)))

    def further(self) -> list[forms.BoundField]:
        """The questions beside the items."""
        return [self[name] for name in self.fields if name.startswith("more-")]

    def _further_typed(self) -> Iterator[tuple[str, str]]:
        for question in further_questions(self.entry):
            typed = self[_more(question.id)].value() or ""
            yield question.id, typed if isinstance(typed, str) else ",".join(typed)


def answer_keys(item: KeyedItem, chosen: str = "") -> Iterator[AnswerKey]:
    """Give the answers of an item with their keys, "not answered" last."""
    given = [option for option in item.item.responses.options if option.value is not None]
    if item.item.responses.words_only:
        for place, option in enumerate(given, 1):
            key = next((one for one in option.also if one.isdigit()), str(place))
            yield AnswerKey(option.code, key, _words(option), option.code == chosen)
    else:
        labels = {option.value: _words(option) for option in given}
        for step in range(int(item.hi - item.lo) + 1):
            number = f"{item.lo + step:g}"
            label = labels.get(item.item.responses.lo + step, "")
            yield AnswerKey(number, number, label, number == chosen)
    yield AnswerKey(UNANSWERED, UNANSWERED, _("not answered"), chosen == UNANSWERED)


def kept(data: QueryDict) -> dict[str, Any]:
    """Return what was typed as the beginning of another grid: nothing but the day is read."""
    typed = {
        name: data.getlist(name) if name.startswith(_more("")) else data[name] for name in data
    }
    try:
        day = parse_date(str(typed.pop("given_on", "")))
    except ValueError:
        day = None
    return typed | ({"given_on": day} if day else {})


def typed_from(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed by item id and question id, as the fields of the form have it."""
    answers = {_name(name): _spelled(value) for name, value in values["answers"].items()}
    return answers | {_more(name): value for name, value in values["more"].items()}


def _spelled(value: float | None) -> str:
    return UNANSWERED if value is None else f"{value:g}"


def _name(item: str) -> str:
    return f"item-{item}"


def _more(question: str) -> str:
    return f"more-{question}"


def _words(option: Option) -> str:
    return option.label.said_in(language()) if option.label else ""


def _asked(question: Question) -> str:
    """Return a question with the function of support that it is about before it."""
    ask = question.ask.said_in(language())
    if question.feeds.function is None:
        return ask
    about = functions()[Function[question.feeds.function]].short.said_in(language())
    return f"{about} · {ask}"


def _further(question: Question) -> forms.Field:
    offered = [(option.code, option.label.said_in(language())) for option in question.options]
    label = _asked(question)
    if question.kind is QuestionKind.TICKS:
        return forms.MultipleChoiceField(
            label=label, choices=offered, required=False, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(label=label, choices=offered, required=False, widget=forms.RadioSelect)
