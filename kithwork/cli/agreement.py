"""`kithwork agreement FILE --rater COLUMN --rater COLUMN`: do people who rate the same agree?

One row is one thing that was rated, one column a rater. Intraclass correlations are given for
scores; with --levels, which names all possible ratings in their order, also kappa of two raters.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.asked import takes_fields, worked
from kithwork.cli.language import _, language
from kithwork.cli.spoken import listed, said, spoken
from kithwork.cli.tables import takes_a_table
from kithwork.core.agreement.tables import Agreement
from kithwork.core.columns import Columns
from kithwork.core.estimates import Estimate, Plain
from kithwork.documents.workbench.raters import METHOD


@click.command(help=_("Whether people who rate the same things agree."))
@takes_a_table
@takes_fields(*METHOD.fields)
def agreement(table: Columns, as_json: bool, **chosen: Any) -> None:
    found: Agreement = worked(METHOD, table, chosen)
    if as_json:
        document = _document(found, chosen["raters"])
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for estimate in found.estimates.values():
        click.echo(say(estimate.claim, language()))
    for line in _after(found):
        click.echo(line)


def _document(found: Agreement, raters: Sequence[str]) -> dict[str, Plain]:
    first = _first(found)
    kappa = found.kappa
    return {
        "raters": list(raters),
        "n": first.n,
        "missing": first.missing,
        "kappa": spoken(kappa.kappa) if kappa else None,
        "observed": kappa.observed if kappa else None,
        "expected": kappa.expected if kappa else None,
        "p": kappa.p if kappa else None,
        "icc": {name: spoken(one) for name, one in found.scores.forms.items()}
        if found.scores
        else None,
        "notes": list(said(found.notes)),
    }


def _after(found: Agreement) -> Iterator[str]:
    if missing := _first(found).missing:
        yield say("agreement.note.missing", language(), n=missing)
    yield from listed(found.notes)


def _first(found: Agreement) -> Estimate:
    return next(iter(found.estimates.values()))
