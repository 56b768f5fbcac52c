"""The words by which a goal is checked: `goals/vague_words.yaml`, one entry for each language."""

from functools import cache

from kithwork.catalogue.entries import entries_of, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.core.goals.smart import Lexicon
from kithwork.core.text import LANGUAGES


@cache
def lexicons() -> tuple[Lexicon, ...]:
    """Return the lexicon of each of the product's languages, in their order."""
    document = read_catalogue("goals/vague_words.yaml")
    read = dict(map(_lexicon, entries_of(document)))
    if set(read) != set(LANGUAGES):
        raise document.error("goals.catalogue.languages", languages=", ".join(LANGUAGES))
    return tuple(read[language] for language in LANGUAGES)


def _lexicon(node: Node) -> tuple[str, Lexicon]:
    head, fields = entry(
        node,
        required=("vague", "numbers", "units", "frequencies", "bounds", "has_spaces", "shortest"),
        optional=("not_numbers",),
    )
    return head.id, Lexicon(
        vague=fields["vague"].strings(at_least=1),
        numbers=fields["numbers"].strings(at_least=1),
        units=fields["units"].strings(at_least=1),
        frequencies=fields["frequencies"].strings(at_least=1),
        bounds=fields["bounds"].strings(at_least=1),
        not_numbers=fields.maybe("not_numbers", Node.strings, ()),
        has_spaces=fields["has_spaces"].flag(),
        shortest=fields["shortest"].whole(at_least=1),
    )
