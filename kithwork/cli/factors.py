"""`kithwork factors FILE --items …`: which questions go together, or whether the groups meant fit.

Without --model the factors are sought: sampling adequacy, parallel analysis, then as many factors
as --factors says or as stand out from chance. With --model, once for each factor, they are tested.
Listwise; with --correlation polychoric two questions at a time.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.catalogue.words import say
from kithwork.cli.columns import lined_up
from kithwork.cli.errors import BadInput
from kithwork.cli.items import (
    attempt,
    items_of,
    listed_names,
    sentences,
    takes_items,
    to_reverse,
    with_range,
)
from kithwork.cli.language import _, language
from kithwork.cli.spoken import figure, listed, small
from kithwork.cli.tables import takes_a_table
from kithwork.core.columns import Columns
from kithwork.core.estimates import Plain
from kithwork.core.factors import (
    Adequacy,
    Confirmed,
    Exploratory,
    Method,
    Parallel,
    Polychoric,
    Rotation,
    adequacy,
    confirm,
    explore,
    parallel_analysis,
    polychoric,
)
from kithwork.core.items import ItemCovariances, ItemMatrix
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


@click.command(name="factors", help=_("Which questions go together, or whether groups fit."))
@takes_a_table
@takes_items
@click.option("--factors", "count", type=click.IntRange(min=1), help=_("Number of factors."))
@click.option(
    "--method",
    type=click.Choice([str(one) for one in Method]),
    default=str(Method.MINRES),
    help=_("How factors are extracted."),
)
@click.option(
    "--rotate",
    type=click.Choice([str(one) for one in Rotation]),
    default=str(Rotation.OBLIMIN),
    help=_("How factors are turned."),
)
@click.option(
    "--correlation",
    type=click.Choice(["pearson", "polychoric"]),
    default="pearson",
    help=_("Kind of correlation; polychoric for few categories."),
)
@click.option(
    "--model", multiple=True, metavar="NAME=q1,q2,…", help=_("A factor to test; repeatable.")
)
@click.option("--seed", type=int, default=1, help=_("Seed of everything drawn."))
def factors_(
    table: Columns,
    items: str,
    reverse: str,
    low: float | None,
    high: float | None,
    count: int | None,
    method: str,
    rotate: str,
    correlation: str,
    model: tuple[str, ...],
    seed: int,
    as_json: bool,
) -> None:
    names = to_reverse(table, reverse)
    answers, about_range = with_range(items_of(table, items, low=low, high=high), names)
    answers = attempt(lambda: answers.reversed(names))
    if model:
        if correlation == "polychoric":
            raise BadInput(say("factors.error.model_of_polychoric", language()))
        _test(table, answers, model, notes=about_range, as_json=as_json)
        return
    document, lines = _sought(
        answers,
        about_range,
        count=count,
        method=Method(method),
        rotation=Rotation(rotate),
        is_polychoric=correlation == "polychoric",
        seed=seed,
    )
    _print(document if as_json else lines)


def _test(
    table: Columns,
    answers: ItemMatrix,
    model: tuple[str, ...],
    *,
    notes: list[Reason],
    as_json: bool,
) -> None:
    covariances = ItemCovariances.of(answers)
    found: Confirmed = attempt(lambda: confirm(covariances, _model(table, model)))
    said = [*notes, *found.notes, *_left_out(covariances)]
    if as_json:
        document: dict[str, Plain] = {**found.to_dict(), "says": say(found.claim, language())}
        _print({**document, "notes": sentences(said)})
    else:
        _print([*_confirmed(found), *listed(said), "", say(found.claim, language())])


def _model(table: Columns, given: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the model of --model NAME=q1,q2,… given once for each factor."""
    model = {}
    for text in given:
        name, sign, members = text.partition("=")
        if not sign or not name.strip() or name.strip() in model:
            raise BadInput(say("factors.error.model", language(), text=text))
        model[name.strip()] = table.matching(listed_names(members))
    return model


def _sought(
    answers: ItemMatrix,
    about_range: list[Reason],
    *,
    count: int | None,
    method: Method,
    rotation: Rotation,
    is_polychoric: bool,
    seed: int,
) -> tuple[dict[str, Plain], list[str]]:
    """Return what was found, as a document and as lines."""
    correlations, n, pairs, notes = _correlations(answers, is_polychoric)
    suited = adequacy(answers.names, correlations, n=n)
    parallel = parallel_analysis(correlations, n=n, seed=seed)
    found = explore(
        answers.names,
        correlations,
        n=n,
        factors=count or _suggested(parallel),
        method=method,
        rotation=rotation,
    )
    said = [*about_range, *notes, *found.notes]
    if isinstance(parallel, Parallel):
        claim = Reason.of(
            "factors.says.parallel", factors=parallel.factors, components=parallel.components
        )
        said.append(claim)
    if suited.kmo is not None:
        word = questionnaire_rules().adequacy_word(suited.kmo)
        said.append(Reason.of("factors.says.kmo", word=word, kmo=suited.kmo, n=n))
    document: dict[str, Plain] = {
        "n": n,
        "people": answers.people,
        "correlation": "polychoric" if pairs else "pearson",
        **suited.to_dict(),
        "parallel": parallel.to_dict() if isinstance(parallel, Parallel) else None,
        **found.to_dict(),
        **(pairs.to_dict() if pairs else {}),
        "says": say(found.claim, language()),
        "notes": sentences(said),
    }
    return document, [*_explored(found, suited, parallel), *listed(said), "", str(document["says"])]


def _correlations(
    answers: ItemMatrix, is_polychoric: bool
) -> tuple["Numbers", int, Polychoric | None, list[Reason]]:
    if is_polychoric:
        below = questionnaire_rules().sparse_below
        pairs: Polychoric = attempt(lambda: polychoric(answers, sparse_below=below))
        notes = list(pairs.notes)
        sparse = sum(bool(pair.sparse) for pair in pairs.pairs)
        if sparse:
            notes.append(
                Reason.of(
                    "factors.note.sparse_pairs", n=sparse, pairs=len(pairs.pairs), below=below
                )
            )
        return pairs.matrix, pairs.n, pairs, notes
    covariances = ItemCovariances.of(answers)
    return covariances.correlations(), covariances.n, None, _left_out(covariances)


def _left_out(covariances: ItemCovariances) -> list[Reason]:
    if not covariances.dropped:
        return []
    return [Reason.of("factors.note.left_out", n=covariances.dropped, people=covariances.people)]


def _suggested(parallel: Parallel | Reason) -> int:
    return max(1, parallel.factors) if isinstance(parallel, Parallel) else 1


def _explored(found: Exploratory, suited: Adequacy, parallel: Parallel | Reason) -> Iterator[str]:
    chosen = language()
    if suited.kmo is not None:
        yield say(
            "factors.table.adequacy", chosen, n=suited.n, kmo=figure(suited.kmo, 2),
            chi2=figure(suited.chi2, 1), df=suited.df, p=small(suited.p),
        )  # fmt: skip
    if isinstance(parallel, Parallel):
        heads = [say(f"factors.table.{name}", chosen) for name in ("number", "found", "chance")]
        rows = [
            (str(place), figure(one), figure(chance))
            for place, (one, chance) in enumerate(
                zip(parallel.eigenvalues, parallel.by_chance, strict=True), start=1
            )
        ]
        yield from lined_up(heads, rows, numbers=range(3))
    if found.why:
        return
    yield ""
    heads = [say("reliability.table.item", chosen), *found.names]
    heads.append(say("factors.table.uniqueness", chosen))
    loadings = [
        (one.item, *(figure(loading) for loading in one.loadings), figure(one.uniqueness))
        for one in found.items
    ]
    yield from lined_up(heads, loadings, numbers=range(1, len(heads)))
    if found.chi2 is not None:
        yield say(
            "factors.table.enough", chosen, chi2=figure(found.chi2, 2), df=found.df,
            p=small(found.p), rmsea=figure(found.rmsea),
        )  # fmt: skip


def _confirmed(found: Confirmed) -> Iterator[str]:
    chosen = language()
    if found.why:
        return
    around = found.rmsea_interval
    for name, value in (
        ("chi2", f"{figure(found.chi2)} (df {found.df}, p {small(found.p)})"),
        ("cfi", f"{figure(found.cfi)}, {figure(found.tli)}"),
        (
            "rmsea",
            f"{figure(found.rmsea)}"
            + (f" ({figure(around.low)} – {figure(around.high)})" if around else ""),
        ),
        ("srmr", figure(found.srmr)),
        ("aic", f"{figure(found.aic)}, {figure(found.bic)}"),
    ):
        yield say("factors.table.line", chosen, name=Reason(f"factors.table.{name}"), value=value)
    yield ""
    heads = [
        say("reliability.table.item", chosen),
        *(say(f"factors.table.{name}", chosen) for name in ("factor", "loading", "se", "std")),
    ]
    rows = [
        (one.item, one.factor, figure(one.estimate), figure(one.se), figure(one.standardized))
        for one in found.loadings
    ]
    yield from lined_up(heads, rows, numbers=(2, 3, 4))
    for first, second, r in found.factor_correlations:
        yield say("factors.table.between", chosen, first=first, second=second, r=figure(r))


def _print(what: dict[str, Plain] | list[str]) -> None:
    if isinstance(what, dict):
        click.echo(json.dumps(what, ensure_ascii=False, indent=2, allow_nan=False))
        return
    for line in what:
        click.echo(line)
