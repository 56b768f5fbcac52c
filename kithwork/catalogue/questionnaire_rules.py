"""The cut-offs that put a questionnaire's statistics into words: `psychometrics/rules.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.core.item_bias import BiasRules

_STEPS = ("very_good", "good", "middling", "mediocre", "poor")
_PARTS: Mapping[str, tuple[str, ...]] = {
    "sampling_adequacy": _STEPS,
    "sparse_cell": ("below",),
    "end_of_scale": ("above",),
    "item_bias": ("moderate", "large", "p", "delta_moderate", "delta_large", "fewest"),
    "reporting": ("fewest_forms",),
    "structure": ("fewest_for_factors", "polychoric_below"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireRules:
    """`sparse_below` people a cell of a two-way table is sparse; `crowded_above` this share (0–1)
    of people at one end of a score is a floor or ceiling; `adequacy` are the least KMO of each
    word, best first; a report shows figures from `fewest_forms` complete forms on, factors from
    `fewest_for_factors`, of polychoric correlations below `polychoric_below` answer categories."""

    adequacy: tuple[tuple[str, float], ...]
    sparse_below: int
    crowded_above: float
    bias: BiasRules
    fewest_forms: int
    fewest_for_factors: int
    polychoric_below: int
    entries: Mapping[str, Entry]

    def adequacy_word(self, kmo: float) -> str:
        """Return the code of the word for a KMO.

        >>> questionnaire_rules().adequacy_word(0.75)
        'factors.word.middling'
        """
        words = (word for word, least in self.adequacy if kmo >= least)
        return f"factors.word.{next(words, 'unacceptable')}"


@cache
def questionnaire_rules() -> QuestionnaireRules:
    """Return the cut-offs."""
    document = read_catalogue("psychometrics/rules.yaml")
    heads: dict[str, Entry] = {}
    numbers: dict[str, dict[str, float]] = {}
    for node in entries_of(document):
        part = node.pairs()["id"].string(among=_PARTS)
        heads[part], fields = entry(node, required=_PARTS[part])
        numbers[part] = {name: fields[name].number() for name in _PARTS[part]}
    for part in _PARTS:
        if part not in heads:
            raise document.error("catalogue.missing_key", key=part)
    bias = numbers["item_bias"]
    return QuestionnaireRules(
        adequacy=tuple((word, numbers["sampling_adequacy"][word]) for word in _STEPS),
        sparse_below=int(numbers["sparse_cell"]["below"]),
        crowded_above=numbers["end_of_scale"]["above"],
        bias=BiasRules(
            moderate=bias["moderate"],
            large=bias["large"],
            p=bias["p"],
            delta_moderate=bias["delta_moderate"],
            delta_large=bias["delta_large"],
            fewest=int(bias["fewest"]),
        ),
        fewest_forms=int(numbers["reporting"]["fewest_forms"]),
        fewest_for_factors=int(numbers["structure"]["fewest_for_factors"]),
        polychoric_below=int(numbers["structure"]["polychoric_below"]),
        entries=heads,
    )
