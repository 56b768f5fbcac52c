"""`kithwork classes FILE --items … --classes N`: kinds of answering, for classes or profiles.

Several numbers (--classes 1-4) are compared, and the one with the least BIC is shown. No class of
any single person is printed.
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
from kithwork.cli.spoken import figure, listed
from kithwork.cli.tables import takes_a_table
from kithwork.core.classes import Classes
from kithwork.core.columns import Columns
from kithwork.core.estimates import Plain
from kithwork.documents.workbench.kinds import METHOD, Fitted


@click.command(name="classes", help=_("Kinds of answering: latent classes or profiles."))
@takes_a_table
@takes_fields(*METHOD.fields)
def classes_(table: Columns, as_json: bool, **chosen: Any) -> None:
    found: Fitted = worked(METHOD, table, chosen)
    best = found.best
    if as_json:
        document: dict[str, Plain] = {
            **best.to_dict(),
            "compared": [one.summary() for one in found.numbers],
            "says": say(best.claim, language()),
            "notes": sentences(found.notes),
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))
        return
    told = (*_as_text(found.numbers, best), *listed(found.notes), "", say(best.claim, language()))
    for line in told:
        click.echo(line)


def _as_text(fitted: Sequence[Classes], best: Classes) -> Iterator[str]:
    chosen = language()
    names = ("classes", "log_likelihood", "parameters", "aic", "bic", "entropy", "reached")
    rows = [
        (
            str(one.classes), figure(one.log_likelihood), str(one.parameters), figure(one.aic, 2),
            figure(one.bic, 2), figure(one.entropy), f"{one.reached}/{one.starts}",
        )
        for one in fitted
    ]  # fmt: skip
    heads = [say(f"classes.table.{name}", chosen) for name in names]
    yield from lined_up(heads, rows, numbers=range(len(heads)))
    if best.why:
        return
    yield ""
    heads = [say("reliability.table.item", chosen)]
    heads += [
        say("classes.table.kind", chosen, number=place, percent=f"{100 * profile.share:.1f}")
        for place, profile in enumerate(best.profiles, start=1)
    ]
    means = [
        (item.item, *(figure(profile.items[place].mean, 2) for profile in best.profiles))
        for place, item in enumerate(best.profiles[0].items)
    ]
    yield say("classes.table.means", chosen)
    yield from lined_up(heads, means, numbers=range(1, len(heads)))
