"""`kithwork factors FILE --items …`: which questions go together, or whether the groups meant fit.

Without --model the factors are sought: sampling adequacy, parallel analysis, then as many factors
as --factors says or as stand out from chance. With --model, once for each factor, they are tested.
Listwise; with --correlation polychoric two questions at a time.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.asked import takes_fields, worked
from kithwork.cli.columns import lined_up
from kithwork.cli.items import sentences
from kithwork.cli.language import _, language
from kithwork.cli.spoken import figure, listed, small
from kithwork.cli.tables import takes_a_table
from kithwork.core.columns import Columns
from kithwork.core.estimates import Plain
from kithwork.core.factors import Adequacy, Confirmed, Exploratory, Parallel
from kithwork.core.factors.sought import Sought
from kithwork.core.reasons import Reason
from kithwork.documents.workbench.structure import METHOD, Factors


@click.command(name="factors", help=_("Which questions go together, or whether groups fit."))
@takes_a_table
@takes_fields(*METHOD.fields)
def factors_(table: Columns, as_json: bool, **chosen: Any) -> None:
    told: Factors = worked(METHOD, table, chosen)
    found, notes = told.found, told.notes
    if as_json:
        document = {**_document(found), "notes": sentences(notes)}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))
        return
    for line in _as_text(found, notes):
        click.echo(line)


def _document(found: Sought | Confirmed) -> dict[str, Plain]:
    if isinstance(found, Confirmed):
        return {**found.to_dict(), "says": say(found.claim, language())}
    return {
        "n": found.n,
        "people": found.people,
        "correlation": "polychoric" if found.pairs else "pearson",
        **found.suited.to_dict(),
        "parallel": found.parallel.to_dict() if isinstance(found.parallel, Parallel) else None,
        **found.found.to_dict(),
        **(found.pairs.to_dict() if found.pairs else {}),
        "says": say(found.found.claim, language()),
    }


def _as_text(found: Sought | Confirmed, notes: Sequence[Reason]) -> Iterator[str]:
    if isinstance(found, Confirmed):
        yield from _confirmed(found)
    else:
        yield from _explored(found.found, found.suited, found.parallel)
    claim = found.claim if isinstance(found, Confirmed) else found.found.claim
    yield from (*listed(notes), "", say(claim, language()))


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
