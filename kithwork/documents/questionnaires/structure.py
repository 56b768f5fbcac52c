"""Whether the questions of a score go together as one: a check in words, never a verdict.

From as many complete forms as the catalogue asks for: sampling adequacy and the number of factors
that stand out from chance. With few answer categories the correlations are polychoric, those of the
tendencies behind the answers. Source: docs/methods/factors.md.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.catalogue.words import say
from kithwork.core.factors import Parallel, adequacy, parallel_analysis, polychoric
from kithwork.core.items import ItemCovariances, ItemMatrix
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

SEED = 1
FEWEST_ITEMS = 3  # below three there is no group of questions to look for


def structure(items: ItemMatrix, *, language: str) -> Iterator[str]:
    """Yield the sentences; none where there are too few complete forms or questions."""
    rules = questionnaire_rules()
    if items.answered < rules.fewest_for_factors or len(items.names) < FEWEST_ITEMS:
        return
    is_polychoric = _categories(items) < rules.polychoric_below
    correlations = _correlations(items, is_polychoric)
    suited = adequacy(items.names, correlations, n=items.answered)
    counted = parallel_analysis(correlations, n=items.answered, seed=SEED)
    if suited.kmo is None or not isinstance(counted, Parallel):
        return
    word = rules.adequacy_word(suited.kmo)
    kmo = Reason.of("factors.says.kmo", word=word, kmo=suited.kmo, n=items.answered)
    found = Reason.of(
        "factors.says.parallel", factors=counted.factors, components=counted.components
    )
    for claim in (kmo, found):
        yield say("quality.in_words", language, claim=claim)
    if is_polychoric:
        yield say("quality.polychoric", language)


def _categories(items: ItemMatrix) -> int:
    """Return the largest number of different answers to one question."""
    import numpy as np

    return max(len(np.unique(column[~np.isnan(column)])) for column in np.transpose(items.values))


def _correlations(items: ItemMatrix, is_polychoric: bool) -> "Numbers":
    if is_polychoric:
        return polychoric(items, sparse_below=questionnaire_rules().sparse_below).matrix
    return ItemCovariances.of(items).correlations()
