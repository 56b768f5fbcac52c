"""`kithwork agreement FILE --rater COLUMN --rater COLUMN`: do people who rate the same agree?

One row is one thing that was rated, one column a rater. Intraclass correlations are given for
scores; with --levels, which names all possible ratings in their order, also kappa of two raters.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.cli.spoken import listed, said, spoken
from kithwork.cli.tables import takes_a_table
from kithwork.core.agreement import (
    AgreementError,
    Intraclass,
    Kappa,
    Weights,
    intraclass,
    weighted_kappa,
)
from kithwork.core.columns import ColumnError, Columns
from kithwork.core.estimates import Estimate, Plain
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class _Found:
    """`kappa` is None without --levels, `scores` where the ratings are words."""

    kappa: Kappa | None
    scores: Intraclass | None

    @property
    def estimates(self) -> list[Estimate]:
        kappa = [self.kappa.kappa] if self.kappa else []
        return [*kappa, *(self.scores.forms.values() if self.scores else ())]

    @property
    def notes(self) -> list[Reason]:
        return [note for estimate in self.estimates for note in estimate.notes]


@click.command(help=_("Whether people who rate the same things agree."))
@takes_a_table
@click.option("--rater", "raters", multiple=True, required=True, help=_("Column of a rater."))
@click.option("--levels", metavar="A,B,…", help=_("All possible ratings in order, for kappa."))
@click.option(
    "--weights",
    type=click.Choice([str(one) for one in Weights]),
    default=str(Weights.LINEAR),
    show_default=True,
    help=_("How far apart ratings count as disagreement."),
)
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
)
def agreement(
    table: Columns, raters: tuple[str, ...], levels: str | None, weights: str, as_json: bool
) -> None:
    if len(set(raters)) < 2 or len(set(raters)) < len(raters):
        raise BadInput(say("agreement.error.rater_columns", language()))
    try:
        found = _found(table, raters, levels, Weights(weights))
    except AgreementError as error:
        raise BadInput(say(error.reason, language())) from error
    if as_json:
        click.echo(json.dumps(_document(found, raters), ensure_ascii=False, indent=2))
        return
    for estimate in found.estimates:
        click.echo(say(estimate.claim, language()))
    for line in _after(found):
        click.echo(line)


def _found(table: Columns, raters: Sequence[str], levels: str | None, weights: Weights) -> _Found:
    if levels is None:
        return _Found(None, _scores(table, raters))
    if len(raters) != 2:
        raise AgreementError("agreement.error.kappa_of_two", n=len(raters))
    names = [level.strip().replace("−", "-") for level in levels.split(",")]
    if len(set(names)) < len(names) or not all(names):
        raise AgreementError("agreement.error.levels")
    one, two = (table.words(rater) for rater in raters)
    kappa = weighted_kappa(one, two, categories=names, weights=weights)
    return _Found(kappa, _scores_if_numbers(table, raters))


def _scores(table: Columns, raters: Sequence[str]) -> Intraclass:
    columns = [table.numbers(rater) for rater in raters]
    return intraclass(list(zip(*columns, strict=True)))


def _scores_if_numbers(table: Columns, raters: Sequence[str]) -> Intraclass | None:
    try:
        return _scores(table, raters)
    except ColumnError:  # levels may be words; kappa alone is given then
        return None


def _document(found: _Found, raters: Sequence[str]) -> dict[str, Plain]:
    first = found.estimates[0]
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


def _after(found: _Found) -> Iterator[str]:
    if missing := found.estimates[0].missing:
        yield say("agreement.note.missing", language(), n=missing)
    yield from listed(found.notes)
