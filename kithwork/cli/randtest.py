"""`kithwork randtest FILE --design …`: how rare so large a change would be by the draw alone.

One row is one session of one case, in the order in which it happened. The p is that of the draw,
one-sided towards improvement unless told otherwise; it holds only where the start was drawn.
"""

import json
from collections.abc import Iterator
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.asked import takes_fields, worked
from kithwork.cli.language import _, language
from kithwork.cli.spoken import figure, listed, said, small
from kithwork.cli.tables import takes_a_table
from kithwork.core.columns import Columns
from kithwork.core.estimates import Plain
from kithwork.core.randomization.designs import Design
from kithwork.core.randomization.plans import Plan, RandomizationResult
from kithwork.documents.workbench.draws import METHOD, Drawn


@click.command(help=_("Randomization test of a single-case design."))
@takes_a_table
@takes_fields(*METHOD.fields)
def randtest(table: Columns, as_json: bool, **chosen: Any) -> None:
    found: Drawn = worked(METHOD, table, chosen)
    if as_json:
        click.echo(json.dumps(_document(found.result, found.plan), ensure_ascii=False, indent=2))
        return
    for line in _as_text(found.result):
        click.echo(line)


def _document(found: RandomizationResult, plan: Plan) -> dict[str, Plain]:
    is_staggered = plan.design is Design.MULTIPLE_BASELINE
    return {
        **found.to_dict(),
        "statistic_name": str(plan.statistic),
        "design": str(plan.design),
        "scheme": str(plan.scheme) if is_staggered else None,
        "min_a": plan.limits.min_a,
        "min_b": plan.limits.min_b,
        "max_run": plan.limits.max_run,
        "tail": str(plan.tail),
        "seed": None if found.method == "exact" else plan.seed,
        "notes": list(said(found.notes)),
        "says": say(found.claim, language()),
    }


def _as_text(found: RandomizationResult) -> Iterator[str]:
    yield say(found.claim, language())
    yield say(
        f"randomization.table.{found.method.replace('-', '_')}",
        language(),
        statistic=figure(found.statistic),
        p=small(found.p),
        arrangements=found.arrangements,
        draws=found.draws,
    )
    yield from listed(found.notes)
