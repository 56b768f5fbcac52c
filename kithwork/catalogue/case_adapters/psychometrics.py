"""Cases of a questionnaire's statistics: reliability, factors, pairs of answers, two groups."""

from collections.abc import Sequence

from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.catalogue.reading import Node
from kithwork.core.factors import adequacy, polychoric
from kithwork.core.item_bias import mantel_haenszel
from kithwork.core.items import ItemError, ItemMatrix, Missing
from kithwork.core.reliability import feldt_interval, reliability


def result(given: Node) -> object:
    """Compute `answers` by item, a `table` of two answers, an `interval`, or `odds` by score.

    `answers`: item → list, null where missing; with `range`, `reverse`, `missing` as needed.
    """
    for name, compute in (("answers", _answers), ("table", _table), ("odds", _odds)):
        if name in given.pairs():
            return compute(given)
    if "correlations" in given.pairs():
        return _adequacy(given)
    fields = given.mapping(required=("interval",))["interval"].mapping(
        required=("alpha", "items", "people")
    )
    found = feldt_interval(
        fields["alpha"].number(),
        k=fields["items"].whole(),
        n=fields["people"].whole(),
    )
    return {"low": found.low, "high": found.high} if found else {}


def _answers(given: Node) -> object:
    fields = given.mapping(required=("answers",), optional=("range", "reverse", "missing"))
    bounds = fields.maybe("range", _numbers, (None, None))
    columns = {name: _numbers(node) for name, node in fields["answers"].pairs().items()}
    try:
        found = reliability(
            ItemMatrix.of(columns, low=bounds[0], high=bounds[1]),
            reverse=fields.maybe("reverse", Node.strings, ()),
            missing=Missing(fields.maybe("missing", Node.string, Missing.LISTWISE.value)),
        )
    except ItemError as error:
        return {"error": error.reason.code}
    return {
        **found.to_dict(),
        "why_not": found.alpha.claim.code if found.alpha.estimate is None else None,
        "notes": [note.code for note in (*found.alpha.notes, *found.notes)],
    }


def _table(given: Node) -> object:
    import numpy as np

    rows = [_numbers(row) for row in given.mapping(required=("table",))["table"].items()]
    table = np.array(rows, dtype=float)
    places = np.indices(table.shape).reshape(2, -1).T
    people = np.repeat(places, table.astype(int).reshape(-1), axis=0).astype(float)
    found = polychoric(
        ItemMatrix(("a", "b"), people), sparse_below=questionnaire_rules().sparse_below
    )
    (pair,) = found.pairs
    return {"r": pair.correlation, "se": pair.se, "sparse": len(pair.sparse), "edge": pair.at_edge}


def _odds(given: Node) -> object:
    import numpy as np

    levels = given.mapping(required=("odds",))["odds"].items()
    tables = [[_numbers(row) for row in level.items()] for level in levels]
    found = mantel_haenszel(np.array(tables, dtype=float))
    return {"odds_ratio": found.odds_ratio.estimate, "chi2": found.chi2, "delta": found.delta}


def _adequacy(given: Node) -> object:
    import numpy as np

    fields = given.mapping(required=("correlations", "people"))
    matrix = np.array([_numbers(row) for row in fields["correlations"].items()], dtype=float)
    names = tuple(f"q{place}" for place in range(1, len(matrix) + 1))
    found = adequacy(names, matrix, n=fields["people"].whole())
    word = questionnaire_rules().adequacy_word(found.kmo) if found.kmo is not None else None
    return {"kmo": found.kmo, "word": word, "df": found.df}


def _numbers(node: Node) -> Sequence[float | None]:
    return tuple(None if one.is_null else one.number() for one in node.items())
