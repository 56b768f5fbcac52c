"""Codes of the people's records in the reader's language: relation, source, reason of leaving …

The words stand in the catalogue (`words/people.yaml`), and a form offers a code because it has a
word there. A code that a roster brought and that has no word is shown as it was written.
"""

from collections.abc import Iterable
from functools import cache

from kithwork.catalogue.facts import FactDefinition, definitions
from kithwork.catalogue.words import MissingWordError, all_words, say, shown, word
from kithwork.core.reasons import Value


def choices(kind: str, language: str) -> list[tuple[str, str]]:
    """Return the codes of a kind ("relation") with their words, in the catalogue's order."""
    return [(code, named(kind, code, language)) for code in codes(kind)]


@cache
def codes(kind: str) -> tuple[str, ...]:
    """Return the codes of a kind that have a word, in the catalogue's order."""
    prefix = f"people.{kind}."
    return tuple(code.removeprefix(prefix) for code in all_words() if code.startswith(prefix))


def named(kind: str, code: str, language: str) -> str:
    """Return the word of a code of a kind, or the code itself where it has none."""
    try:
        return word(f"people.{kind}.{code}").said_in(language)
    except MissingWordError:
        return code


def in_a_list(items: Iterable[str], language: str) -> str:
    """Join words as the language does in a list."""
    return say("people.list.between", language).join(items)


def value_in_words(definition: FactDefinition | None, value: Value, language: str) -> str:
    """Return a fact's value as a reader expects it, with its unit."""
    if definition is None or value is None:
        return shown(value, language)
    labels = dict(definition.choices)
    if isinstance(value, str) and value in labels:
        return labels[value].said_in(language)
    if definition.unit is None:
        return shown(value, language)
    return say("rules.because.unit", language, value=value, unit=definition.unit)


def fact_named(name: str, language: str) -> str:
    """Return what a fact is called; one that a mapping file added is called by its id."""
    definition = definitions().get(name)
    return definition.label.said_in(language) if definition else name
