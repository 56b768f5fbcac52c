"""`kithwork classes FILE --items … --classes N`: kinds of answering, for classes or profiles.

Several numbers (--classes 1-4) are compared, and the one with the least BIC is shown. No class of
any single person is printed.
"""

import json
from collections.abc import Iterator, Sequence

import click

from kithwork.catalogue.words import say
from kithwork.cli.columns import lined_up
from kithwork.cli.errors import BadInput
from kithwork.cli.items import attempt, items_of, sentences, takes_items, to_reverse, with_range
from kithwork.cli.language import _, language
from kithwork.cli.spoken import figure, listed
from kithwork.cli.tables import takes_a_table
from kithwork.core.classes import Classes, Kind, compare
from kithwork.core.classes.fitting import STARTS
from kithwork.core.columns import Columns
from kithwork.core.estimates import Plain

MOST_CLASSES = 20


@click.command(name="classes", help=_("Kinds of answering: latent classes or profiles."))
@takes_a_table
@takes_items
@click.option(
    "--classes", "numbers", default="1-4", metavar="N|N-M", help=_("Number of classes, or a range.")
)
@click.option(
    "--kind",
    type=click.Choice([str(one) for one in Kind]),
    default=str(Kind.CLASSES),
    help=_("Answers in categories (classes) or numbers (profiles)."),
)
@click.option(
    "--starts", type=click.IntRange(1, 1000), default=STARTS, help=_("Starts for each number.")
)
@click.option("--seed", type=int, default=1, help=_("Seed of everything drawn."))
def classes_(
    table: Columns,
    items: str,
    reverse: str,
    low: float | None,
    high: float | None,
    numbers: str,
    kind: str,
    starts: int,
    seed: int,
    as_json: bool,
) -> None:
    names = to_reverse(table, reverse)
    answers, about_range = with_range(items_of(table, items, low=low, high=high), names)
    answers = attempt(lambda: answers.reversed(names))
    fitted: tuple[Classes, ...] = attempt(
        lambda: compare(answers, numbers=_range(numbers), seed=seed, kind=Kind(kind), starts=starts)
    )
    best = _best(fitted)
    notes = [*about_range, *best.notes]
    if as_json:
        document: dict[str, Plain] = {
            **best.to_dict(),
            "compared": [one.summary() for one in fitted],
            "says": say(best.claim, language()),
            "notes": sentences(notes),
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))
        return
    for line in [*_as_text(fitted, best), *listed(notes), "", say(best.claim, language())]:
        click.echo(line)


def _range(text: str) -> range:
    first, sign, last = text.partition("-")
    if not first.isdigit() or (sign and not last.isdigit()):
        raise BadInput(say("classes.error.range", language(), text=text, most=MOST_CLASSES))
    low, high = int(first), int(last or first)
    if not 1 <= low <= high <= MOST_CLASSES:
        raise BadInput(say("classes.error.range", language(), text=text, most=MOST_CLASSES))
    return range(low, high + 1)


def _best(fitted: Sequence[Classes]) -> Classes:
    """Return the number of classes with the least BIC; where none could be fitted, the first."""
    there = [one for one in fitted if one.bic is not None]
    return min(there, key=lambda one: one.bic or 0.0) if there else fitted[0]


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
