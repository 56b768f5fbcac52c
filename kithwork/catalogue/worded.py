"""A standard scale with its official wording, as a questionnaire that can be put on a screen.

One sitting, one question for each item of the key, in its order; what follows another answer is
asked only after it. The numbers of the answers are those of the key, so that a form is scored in
the same way however it was filled in.
"""

from collections.abc import Iterator
from dataclasses import replace

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.catalogue.wordings import ALL, Said, Wording, answer_codes
from kithwork.catalogue.words import word
from kithwork.core.questionnaires import (
    REFUSED,
    AnswerOption,
    Block,
    Feeds,
    Question,
    QuestionKind,
    Questionnaire,
    Sitting,
)
from kithwork.core.rules.syntax import Compare, Condition, FactRef
from kithwork.core.scales import Key, KeyedItem, ScaleError, key_of
from kithwork.core.text import Text


def worded(entry: InstrumentEntry, wording: Wording) -> InstrumentEntry | None:
    """Return the entry with its questions; None where the key has changed and they do not fit."""
    try:
        key = key_of(
            entry.instrument,
            version=wording.version,
            coding=wording.coding,
            options=wording.choices,
        )
    except ScaleError:
        return None
    if set(key.items) != set(wording.asks):
        return None
    questions = tuple(_question(one, key, wording) for one in key.items.values())
    title = entry.instrument.title
    opening = _text(wording.opening) if wording.opening else word("surveys.wording.opening")
    sitting = Sitting("all", title, (Block("all", title, questions),))
    return replace(entry, questionnaire=Questionnaire(opening, (sitting,)))


def _question(item: KeyedItem, key: Key, wording: Wording) -> Question:
    return Question(
        id=item.id,
        fact=_fact(item.id),
        kind=QuestionKind.CHOICE,
        ask=_text(wording.asks[item.id]),
        why=word("surveys.wording.why"),
        feeds=Feeds(),
        options=tuple(_options(item, key, wording)),
        declining=(AnswerOption(code=REFUSED, label=word("surveys.wording.decline")),),
        shown_when=_condition(item),
    )


def _options(item: KeyedItem, key: Key, wording: Wording) -> Iterator[AnswerOption]:
    own, of_all = wording.labels.get(item.id, {}), wording.labels.get(ALL, {})
    named = {one.code: one for one in item.item.responses.options}
    for code in answer_codes(key, item.id):
        said = own.get(code) or of_all.get(code)
        option = named.get(code)
        label = _text(said) if said else option.label if option else None
        value = option.value if option and option.value is not None else float(code)
        yield AnswerOption(code=code, label=label or Text(code, code), value=value)


def _condition(item: KeyedItem) -> Condition | None:
    after = item.only_after
    if after is None:
        return None
    return Compare(FactRef(_fact(after.item)), "eq", after.value)


def _fact(item: str) -> str:
    return f"item.{item}"


def _text(said: Said) -> Text:
    """Return a wording; a language in which it was not loaded shows the other."""
    first = next(iter(said.values()))
    return Text(en=said.get("en", first), zh_hans=said.get("zh-Hans", first))
